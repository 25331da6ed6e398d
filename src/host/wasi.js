import { Fd, WASI, WASIProcExit, wasi as constants } from '@bjorn3/browser_wasi_shim';

import { encode } from './memory.js';

/**
 * A standard stream. It calls itself a terminal, so that C's stdio writes each line as it
 * ends.
 */
class Stream extends Fd {
  /** @param {Partial<import('./stdio.js').Stdio> & { write?: (bytes: Uint8Array) => void, read?: (size: number) => Uint8Array }} ends */
  constructor({ write, read }) {
    super();
    this.write = write;
    this.read = read;
  }

  fd_fdstat_get() {
    const stat = new constants.Fdstat(constants.FILETYPE_CHARACTER_DEVICE, 0);
    stat.fs_rights_base = BigInt(constants.RIGHTS_FD_READ | constants.RIGHTS_FD_WRITE);
    return { ret: constants.ERRNO_SUCCESS, fdstat: stat };
  }

  fd_filestat_get() {
    const filestat = new constants.Filestat(0n, constants.FILETYPE_CHARACTER_DEVICE, 0n);
    return { ret: constants.ERRNO_SUCCESS, filestat };
  }

  /** @param {Uint8Array} bytes */
  fd_write(bytes) {
    if (!this.write) return { ret: constants.ERRNO_BADF, nwritten: 0 };
    this.write(bytes);
    return { ret: constants.ERRNO_SUCCESS, nwritten: bytes.length };
  }

  /** @param {number} size */
  fd_read(size) {
    if (!this.read) return { ret: constants.ERRNO_BADF, data: new Uint8Array() };
    return { ret: constants.ERRNO_SUCCESS, data: this.read(size) };
  }
}

/**
 * Instantiates a module of clang and wasi-libc.
 * @param {WebAssembly.Module} module
 * @param {object} options
 * @param {Record<string, Function>} options.imports
 * @param {import('./stdio.js').Stdio} options.stdio
 * @param {Record<string, string>} options.env
 * @returns {Promise<import('./program.js').Engine>}
 */
export async function instantiateWasi(module, { imports, stdio, env }) {
  const environment = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const streams = [
    new Stream({ read: stdio.stdin }),
    new Stream({ write: stdio.stdout }),
    new Stream({ write: stdio.stderr }),
  ];
  const wasi = new WASI([], environment, streams, { debug: false });
  const instance = await WebAssembly.instantiate(module, {
    env: /** @type {any} */ (imports),
    wasi_snapshot_preview1: { ...wasi.wasiImport, args_sizes_get: argsSizes(wasi) },
  });
  const exports = /** @type {any} */ (instance.exports);
  wasi.inst = /** @type {any} */ (instance);
  return {
    exports,
    buffer: () => exports.memory.buffer,
    exitStatus: (error) => (error instanceof WASIProcExit ? error.code : undefined),
    setArguments(args) {
      wasi.args = args;
      return [0, 0];
    },
    placeStackLimits(place) {
      if (!exports.__set_stack_limits) return false;
      exports.__set_stack_limits(-1, 0);
      exports.__indirect_function_table.set(place, exports.__set_stack_limits);
      return true;
    },
  };
}

/**
 * Replaces the library's function, which takes each character for one byte.
 * @param {WASI} wasi
 */
function argsSizes(wasi) {
  return (/** @type {number} */ countAddress, /** @type {number} */ sizeAddress) => {
    const view = new DataView(/** @type {any} */ (wasi.inst).exports.memory.buffer);
    const size = wasi.args.reduce((sum, arg) => sum + encode(arg).length + 1, 0);
    view.setUint32(countAddress, wasi.args.length, true);
    view.setUint32(sizeAddress, size, true);
    return constants.ERRNO_SUCCESS;
  };
}
