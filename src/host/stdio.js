/**
 * Where a program's output goes, and where its input comes from.
 * @typedef {object} Stdio
 * @property {(bytes: Uint8Array) => void} stdout
 * @property {(bytes: Uint8Array) => void} stderr
 * @property {(size: number) => Uint8Array} stdin up to SIZE bytes; none at the end
 */

/**
 * @typedef {object} StdioOptions
 * @property {(text: string) => void} [stdout] gets what the program prints; default: the
 *   process's standard output, or the console
 * @property {(text: string) => void} [stderr]
 * @property {string | Uint8Array} [stdin] what the program reads; default: the process's
 *   standard input, or nothing
 */

/** @param {StdioOptions} options @returns {Promise<Stdio>} */
export async function createStdio({ stdout, stderr, stdin }) {
  const node = await nodeStdio();
  return {
    stdout: stdout ? asText(stdout) : (node?.stdout ?? lines(console.log)),
    stderr: stderr ? asText(stderr) : (node?.stderr ?? lines(console.error)),
    stdin: stdin !== undefined ? reader(stdin) : (node?.stdin ?? (() => new Uint8Array())),
  };
}

/** @returns {Promise<Stdio | undefined>} */
async function nodeStdio() {
  const { process } = globalThis;
  if (!process?.versions?.node) return undefined;
  const { readSync } = await import('node:fs');
  return {
    stdout: (bytes) => void process.stdout.write(bytes.slice()),
    stderr: (bytes) => void process.stderr.write(bytes.slice()),
    stdin(size) {
      const bytes = new Uint8Array(size);
      try {
        return bytes.subarray(0, readSync(0, bytes));
      } catch (error) {
        if (/** @type {any} */ (error).code === 'EOF') return new Uint8Array();
        throw error;
      }
    },
  };
}

/** Text in pieces: a character may be cut in two. @param {(text: string) => void} write */
function asText(write) {
  const decoder = new TextDecoder();
  return (/** @type {Uint8Array} */ bytes) => {
    const text = decoder.decode(bytes, { stream: true });
    if (text) write(text);
  };
}

/** A console takes whole lines only. @param {(line: string) => void} write */
function lines(write) {
  let line = '';
  return asText((text) => {
    const parts = (line + text).split('\n');
    line = /** @type {string} */ (parts.pop());
    for (const part of parts) write(part);
  });
}

/** @param {string | Uint8Array} input */
function reader(input) {
  let rest = typeof input === 'string' ? new TextEncoder().encode(input) : input;
  return (/** @type {number} */ size) => {
    const piece = rest.subarray(0, size);
    rest = rest.subarray(size);
    return piece;
  };
}
