import { encode } from './memory.js';
import { AsyncioError } from './errors.js';
import { errnoOf, nameOfErrno } from './errno.js';
import { BYTES, NUMBER, STRING } from './operations.js';

/**
 * @typedef {number | string | boolean | Uint8Array | undefined} Argument
 * @typedef {number | string | Uint8Array} Result
 * @typedef {{ signal?: AbortSignal }} CallOptions
 * @typedef {(argument?: Argument, options?: CallOptions) => Promise<Result>} Coroutine
 */

/**
 * @typedef {object} Call
 * @property {(result: Result) => void} resolve
 * @property {(error: unknown) => void} reject
 * @property {Result} [returned]
 * @property {AbortSignal} [signal]
 */

/**
 * The coroutines that C exports, as async functions.
 * @typedef {ReturnType<typeof createCalls>} Calls
 * @param {import('./program.js').Program} program
 * @param {import('./life.js').Life} life
 */
export function createCalls(program, life) {
  /** Calls under way, by the address of their task. @type {Map<number, Call>} */
  const calls = new Map();
  /** @type {Map<string, number>} */
  const entries = new Map();
  /** @type {WeakMap<AbortSignal, Set<number>>} */
  const tasksOfSignals = new WeakMap();

  /** Finds out what is exported, once the module is there. */
  function collect() {
    const { exports, memory } = program;
    for (let entry = 0; (entry = exports.asyncio_next_export(entry)) !== 0;)
      entries.set(memory.text(exports.asyncio_export_name(entry)), entry);
  }

  /** @param {number} entry @param {Argument} argument @returns {number} */
  function start(entry, argument) {
    const { exports } = program;
    if (typeof argument === 'string') {
      const bytes = encode(`${argument}\0`);
      return exports.asyncio_call(entry, STRING, program.place(bytes), bytes.length - 1);
    }
    if (argument instanceof Uint8Array)
      return exports.asyncio_call(entry, BYTES, program.place(argument), argument.length);
    return exports.asyncio_call(entry, NUMBER, Number(argument ?? 0), 0);
  }

  /**
   * @param {number} entry
   * @param {Argument} argument
   * @param {CallOptions} options
   * @returns {Promise<Result>}
   */
  function call(entry, argument, { signal }) {
    return new Promise((resolve, reject) => {
      life.assertAlive();
      signal?.throwIfAborted();
      checkArgument(argument);
      const task = program.guard(() => start(entry, argument));
      life.assertAlive();
      if (!task) throw new AsyncioError('no memory for a task', 'ENOMEM', errnoOf('ENOMEM'));
      calls.set(task, { resolve, reject, signal });
      if (signal) cancelledBy(signal).add(task);
      life.awaited();
    });
  }

  /**
   * The tasks that a signal cancels; it gets one listener, however many they are.
   * @param {AbortSignal} signal
   */
  function cancelledBy(signal) {
    let tasks = tasksOfSignals.get(signal);
    if (tasks) return tasks;
    tasks = new Set();
    tasksOfSignals.set(signal, tasks);
    signal.addEventListener('abort', () => {
      for (const task of cancelledBy(signal))
        program.guard(() => program.exports.asyncio_cancel_call(task));
    });
    return tasks;
  }

  /** @param {number} task */
  function take(task) {
    const ended = /** @type {Call} */ (calls.get(task));
    calls.delete(task);
    if (ended.signal) cancelledBy(ended.signal).delete(task);
    return ended;
  }

  /** @param {string} name */
  function coroutine(name) {
    const entry = entries.get(name);
    if (entry === undefined) throw unknown(name, [...entries.keys()]);
    return (/** @type {Argument} */ argument, /** @type {CallOptions} */ options = {}) =>
      call(entry, argument, options);
  }

  return {
    collect,

    /** @type {Record<string, Coroutine>} */
    exports: new Proxy(/** @type {Record<string, Coroutine>} */ ({}), {
      // A promise asks whatever it is resolved with for `then`, and tools ask for symbols.
      get: (_, name) =>
        typeof name === 'symbol' || (name === 'then' && !entries.has(name))
          ? undefined
          : coroutine(name),
      has: (_, name) => entries.has(String(name)),
      ownKeys: () => [...entries.keys()],
      getOwnPropertyDescriptor: (_, name) =>
        entries.has(String(name))
          ? { enumerable: true, configurable: true, value: coroutine(String(name)) }
          : undefined,
    }),

    /** Whether JavaScript has a way to wake the program. */
    canBeMade: () => entries.size > 0,

    count: () => calls.size,

    /** @param {unknown} error */
    rejectAll(error) {
      for (const task of [...calls.keys()]) take(task).reject(error);
    },

    imports: {
      /**
       * @param {number} task
       * @param {number} result
       * @param {number} errno
       * @param {number} message
       */
      asyncio_host_call_ended(task, result, errno, message) {
        const { resolve, reject, returned, signal } = take(task);
        if (!message) return resolve(returned ?? result);
        const code = nameOfErrno(errno);
        if (code === 'ECANCELED' && signal?.aborted) return reject(signal.reason);
        reject(new AsyncioError(program.memory.text(message), code, errno));
      },

      /**
       * @param {number} task
       * @param {number} data
       * @param {number} size
       * @param {number} isText
       */
      asyncio_host_call_returns(task, data, size, isText) {
        const running = calls.get(task);
        if (!running) return 0;
        const { memory } = program;
        running.returned = isText ? memory.text(data, size) : memory.bytes(data, size);
        return 1;
      },
    },
  };
}

/** @param {unknown} argument */
function checkArgument(argument) {
  const type = typeof argument;
  const crosses = ['undefined', 'number', 'boolean', 'string'].includes(type);
  if (!crosses && !(argument instanceof Uint8Array))
    throw new TypeError(
      'the argument of a C coroutine is a number, a boolean, a string or a Uint8Array, not ' +
        (type === 'object' ? Object.prototype.toString.call(argument).slice(8, -1) : type),
    );
}

/** @param {string} name @param {string[]} known */
const unknown = (name, known) =>
  new TypeError(
    `the module exports no coroutine '${name}'. ` +
      (known.length ? `It exports: ${known.join(', ')}. ` : 'It exports none. ') +
      `In C, write ASYNCIO_EXPORT(${name}) after the function.`,
  );
