import { checkAsyncified } from './check.js';
import { LoadError } from './errors.js';
import { encode } from './memory.js';
import { readBinary } from './source.js';

/**
 * What a module that was linked with emscripten-library.js finds as Module.asyncio. The
 * functions that are missing here are put there by the library.
 * @typedef {object} Bridge
 * @property {Record<string, Function>} imports
 * @property {Uint8Array[]} environment NAME=value, each ended by a NUL
 * @property {(fd: number, bytes: Uint8Array) => void} write
 * @property {() => string} [binary] where the .wasm file is
 * @property {() => ArrayBufferLike} [buffer]
 * @property {(place: number, exported?: Function) => boolean} [placeStackLimits]
 * @property {Function} [setStackLimits] the module's export, where it has kept its name
 */

/**
 * Instantiates a module of Emscripten: its own JavaScript does it, and gets from us the
 * binary, which its older versions cannot read under Node, and a host to ride on.
 * @param {import('./source.js').EmscriptenFactory} factory
 * @param {object} options
 * @param {Record<string, Function>} options.imports
 * @param {import('./stdio.js').Stdio} options.stdio
 * @param {Record<string, string>} options.env
 * @returns {Promise<import('./program.js').Engine>}
 */
export async function instantiateEmscripten(factory, { imports, stdio, env }) {
  /** @type {Bridge} */
  const bridge = {
    imports,
    environment: Object.entries(env).map(([name, value]) => encode(`${name}=${value}\0`)),
    write: (fd, bytes) => (fd === 2 ? stdio.stderr : stdio.stdout)(bytes),
  };
  await provideRequire();
  const emscripten = await runFactory(factory, bridge, {
    stdin: byteReader(stdio.stdin),
    print: (/** @type {string} */ line) => stdio.stdout(encode(`${line}\n`)),
    printErr: (/** @type {string} */ line) => stdio.stderr(encode(`${line}\n`)),
  });
  const exports = exportsOf(emscripten);
  return {
    exports,
    buffer: /** @type {() => ArrayBufferLike} */ (bridge.buffer),
    exitStatus: (error) =>
      /** @type {any} */ (error)?.name === 'ExitStatus'
        ? /** @type {any} */ (error).status
        : undefined,
    setArguments: (args) => [args.length, placeArguments(exports, bridge, args)],
    placeStackLimits: (place) => Boolean(bridge.placeStackLimits?.(place, bridge.setStackLimits)),
  };
}

/**
 * @param {import('./source.js').EmscriptenFactory} factory
 * @param {Bridge} bridge
 * @param {object} streams
 */
function runFactory(factory, bridge, streams) {
  return new Promise((resolve, reject) => {
    /** @param {WebAssembly.Imports} imports @param {Function} receive */
    async function instantiate(imports, receive) {
      if (!bridge.binary)
        throw new LoadError(
          'the Emscripten module was linked without asyncio: link it with asyncio-cc ' +
            '--emscripten, or as the README shows',
        );
      const module = await readBinary(bridge.binary());
      checkAsyncified(module);
      const instance = await WebAssembly.instantiate(module, imports).catch((error) => {
        throw new LoadError(`the module and its JavaScript do not fit: ${error.message}`);
      });
      bridge.setStackLimits = /** @type {any} */ (instance.exports.__set_stack_limits);
      receive(instance, module);
    }
    const made = factory({
      ...streams,
      asyncio: bridge,
      noInitialRun: true,
      quit(/** @type {number} */ _status, /** @type {unknown} */ thrown) {
        throw thrown;
      },
      instantiateWasm(/** @type {WebAssembly.Imports} */ imports, /** @type {Function} */ receive) {
        instantiate(imports, receive).catch(reject);
        return {};
      },
    });
    Promise.resolve(made).then(resolve, reject);
  });
}

/**
 * Older versions write modules that call require(), which modules do not have.
 */
async function provideRequire() {
  const host = /** @type {any} */ (globalThis);
  if (!host.process?.versions?.node || host.require) return;
  const { createRequire } = await import('node:module');
  host.require = createRequire(import.meta.url);
  host.__dirname ??= host.process.cwd();
}

/** Emscripten may have renamed the exports themselves. @param {any} emscripten */
function exportsOf(emscripten) {
  /** @type {import('./program.js').Exports} */
  const exports = {};
  for (const [name, value] of Object.entries(emscripten))
    if (name.startsWith('_asyncio_')) exports[name.slice(1)] = value;
  return exports;
}

/**
 * argv, for good.
 * @param {import('./program.js').Exports} exports
 * @param {Bridge} bridge
 * @param {string[]} args
 */
function placeArguments(exports, bridge, args) {
  const texts = args.map((arg) => encode(`${arg}\0`));
  const size = texts.reduce((sum, text) => sum + text.length, 4 * (args.length + 1));
  const start = exports.asyncio_start_arguments(size) >>> 0;
  const buffer = /** @type {() => ArrayBufferLike} */ (bridge.buffer)();
  const table = new DataView(buffer, start);
  let address = start + 4 * (args.length + 1);
  texts.forEach((text, i) => {
    table.setUint32(4 * i, address, true);
    new Uint8Array(buffer, address, text.length).set(text);
    address += text.length;
  });
  table.setUint32(4 * args.length, 0, true);
  return start;
}

/** Emscripten asks for single bytes, and takes null for the end. @param {import('./stdio.js').Stdio['stdin']} read */
function byteReader(read) {
  /** @type {Uint8Array} */
  let bytes = new Uint8Array();
  let next = 0;
  return () => {
    if (next === bytes.length) {
      bytes = read(4096);
      next = 0;
    }
    return next < bytes.length ? bytes[next++] : null;
  };
}
