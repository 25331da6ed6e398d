import { milliseconds } from './suite.js';

const SLEEP = 1000;
const PAGE = 65536;

const atRest = { memory: 0, resident: 0 };

export const functions = {
  /** Called when every task of C sleeps. @param {number} memory */
  all_asleep(memory) {
    atRest.memory = memory;
    atRest.resident = process.memoryUsage.rss();
  },
};

/**
 * Tasks that sleep, and what each of them takes of memory.
 * @param {string} row the prefix of the three rows
 * @param {string} coroutine
 * @param {number} count
 */
export const sleepersOfC =
  (row, coroutine, count) => async (/** @type {import('../../src/host/load.js').App} */ app) => {
    const memory = Number(await app.exports.memory_in_use(0)) * PAGE;
    const resident = process.memoryUsage.rss();
    const time = await milliseconds(async () => {
      if ((await app.exports[coroutine](count)) !== count) throw new Error('not all slept');
    });
    return {
      [row]: time - SLEEP,
      [`${row}_memory`]: (atRest.memory - memory) / count,
      [`${row}_rss`]: (atRest.resident - resident) / count,
    };
  };

/** @param {string} row @param {number} count */
export const sleepersOfJavascript = (row, count) => async () => {
  const resident = process.memoryUsage.rss();
  let asleep = 0;
  const time = await milliseconds(async () => {
    const sleeps = Array.from({ length: count }, async () => {
      await new Promise((resolve) => setTimeout(resolve, SLEEP));
    });
    asleep = process.memoryUsage.rss();
    await Promise.all(sleeps);
  });
  return { [row]: time - SLEEP, [`${row}_rss`]: (asleep - resident) / count };
};
