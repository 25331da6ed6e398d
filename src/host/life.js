import { DeadlockError, ExitError } from './errors.js';
import { unwatchExit, watchExit } from './exit.js';

/**
 * From load() to the end: by exit(), by a crash, or by a deadlock. After it nothing can be
 * asked of the program, and everything that was gets the reason.
 * @typedef {ReturnType<typeof createLife>} Life
 * @param {object} program
 * @param {() => import('./tasks.js').TaskInfo[]} program.listTasks
 * @param {() => boolean} program.hasCalls whether JavaScript awaits a coroutine
 * @param {(reason: Error) => void} program.onEnd
 */
export function createLife({ listTasks, hasCalls, onEnd }) {
  /** @type {Error | undefined} */
  let ended;
  /** @type {{ resolve: (status: number) => void, reject: (error: unknown) => void } | undefined} */
  let main;

  /** @param {Error} reason */
  function end(reason) {
    ended = reason;
    unwatchExit(deadlock);
    onEnd(reason);
  }

  /** @param {Error} reason */
  function fail(reason) {
    if (ended) return;
    end(reason);
    main?.reject(reason);
  }

  function deadlock() {
    if (main || hasCalls()) fail(new DeadlockError(listTasks()));
  }

  return {
    hasEnded: () => ended !== undefined,

    assertAlive() {
      if (ended) throw ended;
    },

    /** From now on somebody waits for the program. */
    awaited: () => watchExit(deadlock),

    /** @returns {Promise<number>} main()'s exit status */
    main: () => new Promise((resolve, reject) => (main = { resolve, reject })),

    isMainRunning: () => main !== undefined && !ended,

    /** @param {number} status */
    exit(status) {
      end(new ExitError(status));
      main?.resolve(status);
    },

    fail,
    deadlock,
  };
}
