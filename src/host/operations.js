import { errnoOf } from './errno.js';
import { encode } from './memory.js';

/** The types of values that cross, as in asyncio/javascript.h. */
export const UNDEFINED = 0;
export const NUMBER = 1;
export const STRING = 2;
export const BYTES = 3;

/**
 * What an operation replies: a number, or the parts of one block of bytes.
 * @typedef {{ type: number, number?: number, parts?: Uint8Array[] }} Reply
 */

/** An error with the errno that C shall see. */
export class OperationError extends Error {
  /** @param {string} message @param {string} code */
  constructor(message, code) {
    super(message);
    this.code = code;
  }
}

/**
 * Operations under way: each is a future in C, and a promise here. It ends once: by its
 * promise, or by C cancelling it, which aborts its signal.
 * @typedef {ReturnType<typeof createOperations>} Operations
 * @param {import('./program.js').Program} program
 */
export function createOperations(program) {
  /** @type {Map<number, { label: string, abort: AbortController }>} */
  const pending = new Map();

  /** @param {number} operation @param {Reply} reply */
  function finish(operation, { type, number = 0, parts }) {
    if (!parts) return program.exports.asyncio_finish_operation(operation, type, number, 0);
    const size = parts.reduce((sum, part) => sum + part.length, 0);
    let address = program.exports.asyncio_allocate_reply(size);
    if (!address) return fail(operation, `no memory for an answer of ${size} bytes`, 'ENOMEM');
    program.exports.asyncio_finish_operation(operation, type, number, fill(address, parts));
  }

  /** @param {number} start @param {Uint8Array[]} parts */
  function fill(start, parts) {
    let address = start;
    for (const part of parts) {
      program.memory.view(address, part.length).set(part);
      address += part.length;
    }
    return start;
  }

  /** @param {number} operation @param {string} message @param {string} code */
  function fail(operation, message, code) {
    const text = program.place(encode(`${message}\0`));
    program.exports.asyncio_fail_operation(operation, errnoOf(code) || errnoOf('EIO'), text);
    program.exports.asyncio_deallocate(text);
  }

  return {
    /**
     * @param {number} operation the future's address
     * @param {string} label for a listing of what tasks wait for
     * @param {(signal: AbortSignal) => Promise<Reply>} work
     */
    async start(operation, label, work) {
      const abort = new AbortController();
      const entry = { label, abort };
      pending.set(operation, entry);
      /** @type {() => void} */
      let settle;
      try {
        const reply = await work(abort.signal);
        settle = () => finish(operation, reply);
      } catch (error) {
        const { message, code } = describe(error);
        settle = () => fail(operation, message, code);
      }
      // Cancelled meanwhile; the address may be another operation's by now.
      if (pending.get(operation) !== entry) return;
      pending.delete(operation);
      program.guard(settle);
    },

    /** @param {number} operation */
    cancel(operation) {
      const entry = pending.get(operation);
      pending.delete(operation);
      entry?.abort.abort();
    },

    cancelAll() {
      const entries = [...pending.values()];
      pending.clear();
      for (const entry of entries) entry.abort.abort();
    },

    /** @param {number} future */
    label: (future) => pending.get(future)?.label,

    count: () => pending.size,
  };
}

/** @type {Record<string, string>} */
const codesByName = { AbortError: 'ECANCELED', TimeoutError: 'ETIMEDOUT' };

/** Of whatever was thrown, which may be anything. @param {unknown} error */
function describe(error) {
  try {
    const { message, code, name } = /** @type {any} */ (error ?? {});
    return {
      message: typeof message === 'string' && message !== '' ? message : String(error),
      code: errnoOf(code) ? code : (codesByName[name] ?? 'EIO'),
    };
  } catch {
    return { message: Object.prototype.toString.call(error), code: 'EIO' };
  }
}
