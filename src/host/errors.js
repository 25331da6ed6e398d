/** A C coroutine failed: `code` is the errno's name, `errno` its number. */
export class AsyncioError extends Error {
  name = 'AsyncioError';

  /**
   * @param {string} message
   * @param {string} code
   * @param {number} errno
   */
  constructor(message, code, errno) {
    super(message);
    this.code = code;
    this.errno = errno;
  }
}

/** The module cannot be loaded; the message says what to do about it. */
export class LoadError extends Error {
  name = 'LoadError';
}

/** The program is at an end that no C code can handle: a trap, or a stack overflow. */
export class CrashError extends Error {
  name = 'CrashError';
}

/** Every task waits, and nothing is left that could wake one. */
export class DeadlockError extends Error {
  name = 'DeadlockError';

  /** @param {import('./tasks.js').TaskInfo[]} tasks */
  constructor(tasks) {
    const lines = tasks.map((task) => `  ${describe(task)}`);
    super(`deadlock: nothing can wake ${count(tasks.length)}\n${lines.join('\n')}`);
    this.tasks = tasks;
  }
}

/** @param {number} tasks */
const count = (tasks) => (tasks === 1 ? 'this task' : `any of these ${tasks} tasks`);

/** @param {import('./tasks.js').TaskInfo} task */
const describe = ({ name, location, waitsFor }) =>
  `${name}${location ? ` (created at ${location})` : ''} waits for ${waitsFor}`;

/** The program has ended, and what was asked of it cannot be answered any more. */
export class ExitError extends Error {
  name = 'ExitError';

  /** @param {number} status */
  constructor(status) {
    super(`the program has ended, with exit status ${status}`);
    this.status = status;
  }
}
