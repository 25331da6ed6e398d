import { createCalls } from './calls.js';
import { createDriver, now } from './driver.js';
import { CrashError, DeadlockError, ExitError } from './errors.js';
import { createFetch } from './fetch.js';
import { createFunctions } from './functions.js';
import { createMemory } from './memory.js';
import { createOperations } from './operations.js';
import { createTaskList } from './tasks.js';

/**
 * One instance of a module, as the parts of the host see it.
 * @typedef {object} Program
 * @property {Exports} exports
 * @property {import('./memory.js').Memory} memory
 * @property {(bytes: Uint8Array) => number} place copies bytes to the module; C owns them
 * @property {<T>(enter: () => T) => T | undefined} guard calls into the module from outside
 *   of the loop; nothing is called when the program has ended
 * @property {() => void} assertAlive throws when it has
 *
 * @typedef {Record<string, (...args: any[]) => any>} Exports
 *
 * What differs between the toolchains.
 * @typedef {object} Engine
 * @property {Exports} exports the module's
 * @property {() => ArrayBufferLike} buffer its memory
 * @property {(args: string[]) => [number, number]} setArguments argc and argv for main()
 * @property {(error: unknown) => number | undefined} exitStatus of an error that means exit()
 * @property {(place: number) => boolean} placeStackLimits puts the function that sets the
 *   limits of the stack check into the table; false: there is none
 *
 * @typedef {object} ProgramOptions
 * @property {number} slice in seconds
 * @property {Record<string, Function>} functions
 * @property {(text: string) => void} report
 */

/** @param {ProgramOptions} options */
export function createProgram({ slice, functions, report }) {
  /** @type {Engine} */
  let engine;
  /** Why nothing can be asked of the program any more. @type {Error | undefined} */
  let ended;
  /** @type {{ resolve: (status: number) => void, reject: (error: unknown) => void } | undefined} */
  let running;
  let wasRun = false;
  /** What the module wanted to say when it threw. @type {Error | undefined} */
  let lastWords;

  /** @type {Program} */
  const program = {
    exports: {},
    memory: createMemory(() => engine.buffer()),

    place(bytes) {
      const address = program.exports.asyncio_allocate(bytes.length);
      if (!address && bytes.length) throw new RangeError('the module is out of memory');
      program.memory.view(address, bytes.length).set(bytes);
      return address;
    },

    guard(enter) {
      if (ended) return undefined;
      try {
        return enter();
      } catch (error) {
        onThrow(error);
        return undefined;
      }
    },

    assertAlive() {
      if (ended) throw ended;
    },
  };

  const driver = createDriver(
    { step: (time) => engine.exports.asyncio_step(time), onIdle, onThrow },
    slice,
  );
  const operations = createOperations(program);
  const calls = createCalls(program);
  const tasks = createTaskList(program, operations.label);

  /** @param {Error} reason */
  function end(reason) {
    ended = reason;
    driver.stop();
    operations.cancelAll();
    calls.rejectAll(reason);
    process.removeListener?.('beforeExit', onNothingLeft);
  }

  /** @param {unknown} error */
  function onThrow(error) {
    let status = engine.exitStatus(error);
    if (status !== undefined) {
      status &= 0xff; // as on every system
      end(new ExitError(status));
      running?.resolve(status);
      return;
    }
    const crash = lastWords ?? describeCrash(error);
    end(crash);
    running?.reject(crash);
  }

  /** @param {unknown} error */
  function describeCrash(error) {
    if (!(error instanceof WebAssembly.RuntimeError)) return /** @type {Error} */ (error);
    return new CrashError(`${nameOfRunning()} crashed: ${error.message}`, { cause: error });
  }

  function nameOfRunning() {
    try {
      const name = program.memory.text(engine.exports.asyncio_running_name());
      return name.endsWith('()') ? name : `task '${name}'`;
    } catch {
      return 'a task';
    }
  }

  /** @param {number} nextDeadline */
  function onIdle(nextDeadline) {
    const waitsForHost = nextDeadline < Infinity || operations.count() > 0;
    if (!waitsForHost && !calls.canBeCalled()) reportDeadlock();
  }

  // Node is about to exit although the program waits: whatever it waits for will not come.
  const onNothingLeft = () => reportDeadlock();

  function reportDeadlock() {
    if (ended || (!running && calls.count() === 0)) return;
    const deadlock = new DeadlockError(tasks.list());
    end(deadlock);
    running?.reject(deadlock);
  }

  const process = /** @type {any} */ (globalThis).process ?? {};
  const watchForExit = () => process.once?.('beforeExit', onNothingLeft);

  /** @type {Exports} */
  const imports = {
    asyncio_host_now: now,
    asyncio_host_wake: driver.wake,
    /** @param {number} operation */
    asyncio_host_cancel_operation: (operation) => operations.cancel(operation),
    /** @param {number} what @param {number} name @param {number} message */
    asyncio_host_report(what, name, message) {
      const text = program.memory.text;
      const who = text(name) ? `${text(what)} '${text(name)}'` : text(what);
      report(`asyncio: ${who} failed, and nobody asked why: ${text(message)}\n`);
    },
    asyncio_host_stack_overflow() {
      const size = engine.exports.asyncio_running_stack();
      lastWords = new CrashError(
        `stack overflow: ${nameOfRunning()} needs more than its ${size} bytes; ` +
          'give it more with .stack_size, where it is created',
      );
      throw lastWords;
    },
    ...createFunctions(program, operations, functions),
    ...createFetch(program, operations),
    ...calls.imports,
    ...tasks.imports,
  };

  return {
    imports,
    coroutines: calls.exports,
    listTasks: () => (ended ? [] : tasks.list()),

    /** @param {Engine} newEngine */
    attach(newEngine) {
      engine = newEngine;
      program.exports = engine.exports;
    },

    /** Runs the constructors and the self-check. @returns {number} 0, or what is wrong */
    initialize() {
      const { exports } = engine;
      const place = exports.asyncio_stack_limits_place();
      if (engine.placeStackLimits(place)) exports.asyncio_set_stack_limits(place);
      const wrong = exports.asyncio_initialize();
      calls.collect();
      return wrong;
    },

    /** Whether there was a main task to cancel. */
    cancelMain: () => Boolean(program.guard(() => engine.exports.asyncio_cancel_main?.())),

    /** @param {string[]} args @returns {Promise<number>} */
    run(args) {
      return new Promise((resolve, reject) => {
        program.assertAlive();
        if (wasRun) throw new Error('main() runs once for each load(); load the module again');
        wasRun = true;
        const [count, addresses] = engine.setArguments(args);
        if (!engine.exports.asyncio_start_main(count, addresses))
          throw new TypeError('the module has no main(); call its coroutines by app.exports');
        running = { resolve, reject };
        watchForExit();
      });
    },
  };
}
