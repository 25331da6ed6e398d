export { load } from './load.js';
export { AsyncioError, CrashError, DeadlockError, ExitError, LoadError } from './errors.js';
