import { load } from '../src/host/index.js';

/** The same C by two compilers: what the page can load. @type {Record<string, { address: string, compiler: string }>} */
export const BUILDS = {
  wasi: { address: './demo.wasm', compiler: 'clang and wasi-libc' },
  emscripten: { address: './emscripten/demo.mjs', compiler: 'Emscripten' },
};

/** The module did not get as far as to run. */
export class LoadingError extends Error {
  /** @param {string} address @param {unknown} cause */
  constructor(address, cause) {
    super(`${address}: ${/** @type {Error} */ (cause).message}`, { cause });
  }
}

/** This browser has no WebAssembly. */
export class NoWebAssemblyError extends Error {}

/** What C tells the page by asyncio_js("bar", ...). @typedef {[event: string, lane: string, row: number, seconds: number]} Report */

/**
 * The C program. It is loaded when it is first needed.
 * @typedef {ReturnType<typeof openProgram>} Program
 * @param {string} address
 * @param {(...report: Report) => void} onReport
 */
export function openProgram(address, onReport) {
  /** @type {ReturnType<typeof load> | undefined} */
  let loading;

  function start() {
    const started = load(address, {
      functions: {
        bar: (/** @type {Report} */ ...report) => {
          if (loading === started) onReport(...report);
        },
      },
    });
    return started;
  }

  async function loaded() {
    if (typeof WebAssembly !== 'object') throw new NoWebAssemblyError();
    loading ??= start();
    try {
      return await loading;
    } catch (error) {
      throw new LoadingError(address, error);
    }
  }

  return {
    loaded,

    /** After a failure: the next run gets a new instance, and the old one is not heard. */
    forget: () => void (loading = undefined),

    /**
     * Calls a coroutine of the C program.
     * @param {string} name
     * @param {import('../src/host/calls.js').Argument} argument
     * @param {AbortSignal} [signal]
     */
    call: async (name, argument, signal) => (await loaded()).exports[name](argument, { signal }),
  };
}
