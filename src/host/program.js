import { createCalls } from './calls.js';
import { describeCrash, stackOverflow } from './crash.js';
import { createDriver, now } from './driver.js';
import { createFetch } from './fetch.js';
import { createFunctions } from './functions.js';
import { createLife } from './life.js';
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
  let wasRun = false;

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
      if (life.hasEnded()) return undefined;
      try {
        return enter();
      } catch (error) {
        onThrow(error);
        return undefined;
      }
    },
  };

  const operations = createOperations(program);
  const tasks = createTaskList(program, operations.label);
  const life = createLife({
    listTasks: tasks.list,
    hasCalls: () => calls.count() > 0,
    onEnd,
  });
  const calls = createCalls(program, life);
  const driver = createDriver(
    { step: (time) => engine.exports.asyncio_step(time), onIdle, onThrow },
    slice,
  );

  /** @param {Error} reason */
  function onEnd(reason) {
    driver.stop();
    operations.cancelAll();
    calls.rejectAll(reason);
  }

  /** @param {unknown} error */
  function onThrow(error) {
    const status = engine.exitStatus(error);
    if (status !== undefined)
      life.exit(status & 0xff); // as on every system
    else life.fail(describeCrash(program, error));
  }

  /** @param {number} nextDeadline */
  function onIdle(nextDeadline) {
    const hostWillCall = nextDeadline < Infinity || operations.count() > 0 || calls.canBeMade();
    if (life.isMainRunning() && !hostWillCall) life.deadlock();
  }

  /** @type {Exports} */
  const imports = {
    asyncio_host_now: now,
    asyncio_host_wake: driver.wake,
    asyncio_host_cancel_operation: operations.cancel,
    /** @param {number} what @param {number} name @param {number} message */
    asyncio_host_report(what, name, message) {
      const { text } = program.memory;
      const who = text(name) ? `${text(what)} '${text(name)}'` : text(what);
      report(`asyncio: ${who} failed, and nobody asked why: ${text(message)}\n`);
    },
    asyncio_host_stack_overflow() {
      throw stackOverflow(program);
    },
    ...createFunctions(program, operations, functions),
    ...createFetch(program, operations),
    ...calls.imports,
    ...tasks.imports,
  };

  return {
    imports,
    coroutines: calls.exports,
    listTasks: () => program.guard(tasks.list) ?? [],

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
    async run(args) {
      life.assertAlive();
      if (wasRun) throw new Error('main() runs once for each load(); load the module again');
      const [count, addresses] = engine.setArguments(args);
      if (!engine.exports.asyncio_start_main(count, addresses))
        throw new TypeError('the module has no main(); call its coroutines by app.exports');
      wasRun = true;
      life.awaited();
      return life.main();
    },
  };
}
