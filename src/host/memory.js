const decoder = new TextDecoder();
const encoder = new TextEncoder();

/**
 * Reads and writes the module's memory. No view is kept: a call into the module can
 * grow its memory, which detaches all views.
 * @typedef {ReturnType<typeof createMemory>} Memory
 * @param {() => ArrayBufferLike} buffer
 */
export function createMemory(buffer) {
  // wasm's addresses come as signed numbers: >>> 0 makes those above 2 GiB positive again.
  /** @param {number} address @param {number} size */
  const view = (address, size) => new Uint8Array(buffer(), address >>> 0, size);

  /** @param {number} address */
  const lengthOfText = (address) => {
    const bytes = new Uint8Array(buffer());
    const start = address >>> 0;
    return bytes.indexOf(0, start) - start;
  };

  return {
    view,

    /** @param {number} address @returns {number} */
    word: (address) => new DataView(buffer()).getUint32(address >>> 0, true),

    /** @param {number} address @returns {number} */
    double: (address) => new DataView(buffer()).getFloat64(address >>> 0, true),

    /** A copy. @param {number} address @param {number} size */
    bytes: (address, size) => view(address, size).slice(),

    /**
     * The text of SIZE bytes at an address, or up to a NUL; '' for NULL.
     * @param {number} address
     * @param {number} [size]
     */
    text: (address, size = address ? lengthOfText(address) : 0) =>
      // A copy, because browsers refuse to decode from shared memory.
      decoder.decode(view(address, size).slice()),
  };
}

/** @param {string} text @returns {Uint8Array} */
export const encode = (text) => encoder.encode(text);
