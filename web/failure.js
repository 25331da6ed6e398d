import { AsyncioError, CrashError } from '../src/host/index.js';
import { LoadingError, NoWebAssemblyError } from './program.js';

/** The server answered, but not with what was asked for. */
export class UnexpectedAnswerError extends Error {}

/** @param {unknown} error */
const isUnexpectedAnswer = (error) =>
  error instanceof UnexpectedAnswerError ||
  (error instanceof AsyncioError && error.code === 'EPROTO');

/** What went wrong, and what to do about it. @param {unknown} error */
export function inWords(error) {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof NoWebAssemblyError)
    return 'This browser has no WebAssembly, or it is switched off. The page needs it: any browser since 2017 has it.';
  if (error instanceof LoadingError)
    return `The C program could not be loaded. Was it built? “make demo” does it. (${message})`;
  if (error instanceof CrashError)
    return `The C program crashed; the page lives on. Run it again: it will be loaded anew. (${message})`;
  if (isUnexpectedAnswer(error))
    return `The server did not answer as the page needs it: it must be the one that “make demo” starts. (${message})`;
  if (error instanceof AsyncioError && error.code !== 'EINVAL')
    return `A request got no answer: is “make demo” still running? (${error.code}: ${message})`;
  return `Something went wrong that nobody expected: ${message}`;
}
