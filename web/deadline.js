import { AsyncioError } from '../src/host/index.js';
import { UnexpectedAnswerError } from './failure.js';
import { seconds } from './wording.js';

/** The server's notice that a connection closed may come later than ours that we closed it. */
const LOOKS = 20;
const BETWEEN_LOOKS_MS = 50;

/**
 * A request that is in time and one that is not, both with a deadline of half a second.
 * @param {import('./program.js').Program} program
 * @param {import('./recording.js').Recording} recording
 */
export async function deadline(program, recording) {
  await program.loaded();
  recording.begin();
  const [inTime, late] = await Promise.all([
    attempt(program, recording, 'in-time', 300),
    attempt(program, recording, 'late', 1000),
  ]);
  return {
    inTime,
    late,
    sentence: sentenceOn(late),
    remark: remarkOn(inTime, late),
    totals: { 'in-time': inWords(inTime), late: inWords(late) },
  };
}

/**
 * @typedef {object} Attempt
 * @property {number} ms
 * @property {number | null} status of HTTP; null if there was no answer
 * @property {string | null} code of errno; null if it went well
 * @property {string} message
 * @property {{ state: string, afterMs: number }} server what the server saw
 */

/**
 * @param {import('./program.js').Program} program
 * @param {import('./recording.js').Recording} recording
 * @param {string} lane
 * @param {number} milliseconds
 * @returns {Promise<Attempt>}
 */
async function attempt(program, recording, lane, milliseconds) {
  const name = `${lane}-${Math.random().toString(36).slice(2)}`;
  let status = null;
  let code = null;
  let message = '';
  recording.tell('start', lane, 0);
  try {
    status = Number(await program.call('deadline', `delay?ms=${milliseconds}&for=${name}`));
  } catch (error) {
    if (!(error instanceof AsyncioError) || error.code !== 'ETIMEDOUT') throw error;
    ({ code, message } = error);
    recording.lanes[lane][0].spared = milliseconds;
  }
  recording.tell('end', lane, 0);
  if (status !== null && status !== 200)
    throw new UnexpectedAnswerError(`delay answered ${status}`);
  const ms = recording.length(lane);
  return { ms, status, code, message, server: await outcomeOf(name) };
}

/** @param {string} name */
async function outcomeOf(name) {
  for (let look = 0; ; look++) {
    const response = await fetch(`outcome?for=${name}`);
    if (!response.ok) return { state: 'unknown', afterMs: 0 };
    const outcome = await response.json();
    if (outcome.state !== 'waiting' || look === LOOKS) return outcome;
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_MS));
  }
}

/** @param {Attempt} attempt */
const inWords = ({ status, code, ms }) => `${code ?? status}, ${seconds(ms)}`;

/** @param {Attempt} late */
function sentenceOn({ ms, code, status }) {
  if (!code) return `The server was faster than it should: ${status} after ${seconds(ms)}.`;
  return `The late one failed with ${code} after ${seconds(ms)}.`;
}

/** @param {Attempt} inTime @param {Attempt} late */
function remarkOn(inTime, { server }) {
  const seen =
    server.state === 'aborted'
      ? `The server saw that request’s connection close ${seconds(server.afterMs)} after it came in.`
      : `What became of that request, seen by the server: ${server.state}.`;
  return `${seen} The other one had its answer after ${seconds(inTime.ms)}.`;
}
