/**
 * One side's way to measure a row once: a number in the row's unit, or several rows at once.
 * @typedef {number | Record<string, number>} Measured
 *
 * A line of the table.
 * @typedef {object} Row
 * @property {string} title
 * @property {string} unit
 * @property {(app: import('../../src/host/load.js').App, at: Place) => Promise<Measured>} [ours]
 * @property {() => Promise<Measured>} [javascript]
 * @property {'wasi' | 'emscripten'} [only] the one toolchain that has it
 * @property {number} [belowJavascript] what the ratio to JavaScript should stay below
 * @property {string} [over] another row of this suite, for one more ratio
 * @property {number} [belowOver] what that ratio should stay below
 * @property {number} [below] what the value itself should stay below
 *
 * A program, the rows that it measures, and its peers. Everything in a suite that is not
 * `apart` takes turns in one process, after the rounds of warm-up.
 * @typedef {object} Suite
 * @property {string} program tests/bench/PROGRAM.c
 * @property {Record<string, Row>} rows
 * @property {Record<string, Function>} [functions] for asyncio_js
 * @property {boolean} [apart] each side has a process of its own, new for each sample
 * @property {boolean} [cpython] peers/cpython.py knows it too
 * @property {boolean} [server] needs the HTTP server; its URL is in BENCH_URL
 * @property {number} warmUps
 * @property {number} samples that each process takes
 *
 * @typedef {object} Place
 * @property {string} toolchain
 * @property {string} file of the program
 */

/** @param {() => unknown} work @returns {Promise<number>} milliseconds */
export async function milliseconds(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/**
 * Nanoseconds for each of COUNT.
 * @param {number} count
 * @param {(count: number) => unknown} work
 */
export const nanosecondsEach = async (count, work) =>
  ((await milliseconds(() => work(count))) * 1e6) / count;

/**
 * The same of an exported coroutine that takes the count, and returns EXPECTED.
 * @param {string} name
 * @param {number} count
 * @param {number} expected so that no work can be optimised away, or be skipped
 */
export const ofCoroutine =
  (name, count, expected) => (/** @type {import('../../src/host/load.js').App} */ app) =>
    nanosecondsEach(count, async () => {
      const result = await app.exports[name](count);
      if (result !== expected) throw new Error(`${name} returned ${result}, not ${expected}`);
    });
