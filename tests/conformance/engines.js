/** The interpreters, each in a worker of its own. */
import { Worker } from 'node:worker_threads';

/** How long a batch may take before its interpreter counts as stuck. */
const LIMIT = 15_000;

/** The output of an interpreter that took longer. */
export const STUCK = 'stuck';

const here = (/** @type {string} */ file) => new URL(file, import.meta.url);
const built = (/** @type {string} */ path) =>
  new URL(path, process.env.CONFORMANCE_BUILD ?? here('../../build/'));

const FILES = {
  wasi: 'wasi/tests/conformance/interpreter.wasm',
  emscripten: 'emscripten/tests/conformance/interpreter.mjs',
};

export const toolchains = /** @type {(keyof typeof FILES)[]} */ (Object.keys(FILES));

/**
 * Runs texts of programs.
 * @typedef {object} Engine
 * @property {string} name
 * @property {(text: string) => Promise<string>} run
 * @property {() => Promise<unknown>} stop
 */

/** @param {string} name @param {() => Worker} start @returns {Engine} */
function engine(name, start) {
  /** @type {Worker | undefined} */
  let worker;
  return {
    name,
    run(text) {
      const running = (worker ??= start());
      return new Promise((resolve, reject) => {
        const end = () => {
          clearTimeout(timer);
          running.off('message', done).off('error', fail);
        };
        const done = (/** @type {string} */ traces) => {
          end();
          resolve(traces);
        };
        const fail = (/** @type {Error} */ error) => {
          end();
          worker = undefined;
          reject(error);
        };
        const timer = setTimeout(() => {
          end();
          worker = undefined;
          running.terminate();
          resolve(STUCK);
        }, LIMIT);
        running.on('message', done).on('error', fail);
        running.postMessage(text);
      });
    },
    stop: async () => worker?.terminate(),
  };
}

export const reference = () => engine('CPython', () => new Worker(here('reference.js')));

/** @param {keyof typeof FILES} toolchain */
export const candidate = (toolchain) =>
  engine(
    toolchain,
    () => new Worker(here('candidate.js'), { workerData: { file: built(FILES[toolchain]).href } }),
  );
