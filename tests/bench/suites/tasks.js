import { nanosecondsEach, ofCoroutine } from '../suite.js';

const SPAWNED = 50_000;
const GATHERED = 10_000;
const PROMISES = 20_000;

const trivial = async () => {
  await null;
  return 1;
};

const resolved = () => Promise.resolve(1);

/** @param {number} count @param {() => Promise<number>} work */
async function oneByOne(count, work) {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += await work();
  if (sum !== count) throw new Error(`${sum} of ${count}`);
}

/** @type {import('../suite.js').Suite} */
export default {
  program: 'tasks',
  functions: { resolved },
  cpython: true,
  warmUps: 5,
  samples: 5,
  rows: {
    spawn_join: {
      title: 'spawn and await a task',
      unit: 'ns',
      ours: ofCoroutine('spawn_join', SPAWNED, SPAWNED),
      javascript: () => nanosecondsEach(SPAWNED, (count) => oneByOne(count, trivial)),
    },
    gather: {
      title: 'spawn and gather 10k, a task',
      unit: 'ns',
      ours: ofCoroutine('gather', GATHERED, GATHERED),
      javascript: () =>
        nanosecondsEach(GATHERED, (count) => Promise.all(Array.from({ length: count }, trivial))),
    },
    await_promise: {
      title: "await JavaScript's promise",
      unit: 'ns',
      ours: ofCoroutine('await_promise', PROMISES, PROMISES),
      javascript: () => nanosecondsEach(PROMISES, (count) => oneByOne(count, resolved)),
    },
  },
};
