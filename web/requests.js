import { watchRequests } from './request-times.js';
import { comparison, requestsInWords, seconds } from './wording.js';

/**
 * COUNT requests in turn, then as many gathered.
 * @param {import('./program.js').Program} program
 * @param {import('./recording.js').Recording} recording
 * @param {{ count?: number }} [options]
 */
export async function requests(program, recording, { count = 12 } = {}) {
  await program.loaded();
  const watched = watchRequests();
  recording.begin();
  try {
    await program.call('requests', count);
    const times = await watched.collect(rows(count).map((row) => `at-once-${row}`));
    for (const row of rows(count)) recording.lanes['at-once'][row].queued = times[row]?.queuedMs;
    return describe(recording, count, times);
  } finally {
    watched.stop();
  }
}

/** @param {number} count */
const rows = (count) => Array.from({ length: count }, (_, row) => row);

/**
 * @param {import('./recording.js').Recording} recording
 * @param {number} count
 * @param {(import('./request-times.js').Times | undefined)[]} times
 */
function describe(recording, count, times) {
  const sequentialMs = recording.length('in-turn');
  const concurrentMs = recording.length('at-once');
  const known = times.filter((each) => each !== undefined);
  const allKnown = known.length === count;
  return {
    count,
    sequentialMs,
    concurrentMs,
    speedup: sequentialMs / concurrentMs,
    queuedMs: times.map((each) => each?.queuedMs ?? null),
    connections: allKnown ? mostAtOnce(known) : null,
    sentence: comparison(
      `${requestsInWords(count)}: in turn`,
      sequentialMs,
      'gathered',
      concurrentMs,
    ),
    remark: allKnown
      ? remarkOn(known)
      : 'This browser does not tell how long it kept requests waiting.',
  };
}

/**
 * How many requests were on the wire at one time.
 * @param {import('./request-times.js').Times[]} times
 */
const mostAtOnce = (times) =>
  Math.max(
    ...times.map(
      ({ sent }) => times.filter((each) => each.sent <= sent && sent < each.answered).length,
    ),
  );

/**
 * Which ones went out only when another had been answered.
 * @param {import('./request-times.js').Times[]} times
 */
const queuedAmong = (times) => {
  const firstAnswer = Math.min(...times.map(({ answered }) => answered));
  return times.filter(({ sent }) => sent >= firstAnswer);
};

/** @param {import('./request-times.js').Times[]} times */
function remarkOn(times) {
  const queued = queuedAmong(times);
  if (queued.length === 0)
    return 'All of them were on the wire at once; with more than 6, some will have to queue.';
  const longest = Math.max(...queued.map(({ queuedMs }) => queuedMs));
  return (
    `At most ${mostAtOnce(times)} were on the wire at once. ${queued.length} of ${times.length} ` +
    `waited in the browser’s queue (dashed), up to ${seconds(longest)}: its limit, not C’s.`
  );
}
