import { CrashError } from './errors.js';

/** "task 'reader'", "main()". @param {import('./program.js').Program} program */
function nameOfRunning(program) {
  const name = program.memory.text(program.exports.asyncio_running_name());
  return name === 'main()' || name === 'the event loop' ? name : `task '${name}'`;
}

/**
 * The error of a stack that overflowed, while the module is still in the call that did it.
 * @param {import('./program.js').Program} program
 */
export function stackOverflow(program) {
  const size = program.exports.asyncio_running_stack();
  const name = nameOfRunning(program);
  const advice =
    name === 'main()'
      ? 'do the work in the main task, which asyncio_run gives the .stack_size it is told'
      : 'give it more with .stack_size, where it is created';
  return new CrashError(`stack overflow: ${name} needs more than its ${size} bytes; ${advice}`);
}

/**
 * What the module threw: a trap gets the name of the task that ran; what JavaScript threw
 * on the module's behalf stays as it is.
 * @param {import('./program.js').Program} program
 * @param {unknown} error
 * @returns {Error}
 */
export function describeCrash(program, error) {
  const ofWasm = error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
  if (!ofWasm) return error instanceof Error ? error : new Error(String(error));
  return new CrashError(`${nameOfRunning(program)} crashed: ${error.message}`, { cause: error });
}
