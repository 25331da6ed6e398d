import { BYTES, NUMBER, OperationError, STRING, UNDEFINED } from './operations.js';
import { encode } from './memory.js';

/** sizeof(asyncio_value), and where its members are. */
const VALUE_SIZE = 24;
const VALUE_NUMBER = 8;
const VALUE_DATA = 16;
const VALUE_LENGTH = 20;

/**
 * JavaScript functions that C can await.
 * @param {import('./program.js').Program} program
 * @param {import('./operations.js').Operations} operations
 * @param {Record<string, Function>} functions
 */
export function createFunctions(program, operations, functions) {
  /** @param {number} address */
  function readValue(address) {
    const { memory } = program;
    const data = memory.word(address + VALUE_DATA);
    const length = memory.word(address + VALUE_LENGTH);
    const type = memory.word(address);
    if (type === NUMBER) return memory.double(address + VALUE_NUMBER);
    if (type === STRING) return memory.text(data, length);
    return type === BYTES ? memory.bytes(data, length) : undefined;
  }

  return {
    /**
     * @param {number} operation
     * @param {number} nameAddress
     * @param {number} count
     * @param {number} values
     */
    asyncio_host_call_function(operation, nameAddress, count, values) {
      const name = program.memory.text(nameAddress);
      const args = Array.from({ length: count }, (_, i) => readValue(values + i * VALUE_SIZE));
      operations.start(operation, `JavaScript function '${name}'`, async (signal) => {
        if (!Object.hasOwn(functions, name)) throw unknown(name, functions);
        return replyOf(await functions[name].call({ signal }, ...args), name);
      });
    },
  };
}

/** @param {string} name @param {Record<string, Function>} functions */
function unknown(name, functions) {
  const known = Object.keys(functions).join(', ') || 'none';
  return new OperationError(
    `load() was given no function '${name}' (option functions has: ${known})`,
    'ENOSYS',
  );
}

/**
 * @param {unknown} value
 * @param {string} name
 * @returns {import('./operations.js').Reply}
 */
function replyOf(value, name) {
  if (value === undefined || value === null) return { type: UNDEFINED };
  if (typeof value === 'number' || typeof value === 'boolean')
    return { type: NUMBER, number: Number(value) };
  if (typeof value === 'string') return { type: STRING, parts: [encode(value)] };
  if (value instanceof ArrayBuffer) return { type: BYTES, parts: [new Uint8Array(value)] };
  if (ArrayBuffer.isView(value))
    return {
      type: BYTES,
      parts: [new Uint8Array(value.buffer, value.byteOffset, value.byteLength)],
    };
  const kind = typeof value === 'object' ? 'an object' : `a ${typeof value}`;
  throw new OperationError(
    `'${name}' returned ${kind}; only numbers, booleans, strings and bytes can cross to C`,
    'EINVAL',
  );
}
