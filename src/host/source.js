import { LoadError } from './errors.js';

/**
 * What load() takes: the address of a module (a URL, or under Node a path), its bytes, a
 * response with it, a compiled module; or what Emscripten made: the address of the .mjs
 * file, or the function that it exports.
 * @typedef {string | URL | BufferSource | Response | WebAssembly.Module | EmscriptenFactory | Promise<Response>} Source
 * @typedef {(module?: object) => Promise<any>} EmscriptenFactory
 */

/**
 * @param {Source} given
 * @returns {Promise<{ module: WebAssembly.Module } | { factory: EmscriptenFactory }>}
 */
export async function resolveSource(given) {
  const source = await given;
  if (typeof source === 'function') return { factory: /** @type {EmscriptenFactory} */ (source) };
  if (source instanceof WebAssembly.Module) return { module: source };
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return compile(source);
  if (source instanceof Response) return compileResponse(source);
  if (typeof source !== 'string' && !(source instanceof URL))
    throw new LoadError(
      'load() takes a URL, a path, bytes, a Response, a WebAssembly.Module or the function ' +
        `that Emscripten exports, not ${source === null ? 'null' : typeof source}`,
    );
  const address = String(source);
  const isScript = /\.m?js([?#]|$)/.test(address);
  return isScript ? importFactory(address) : compileAddress(address);
}

const inNode = () => Boolean(globalThis.process?.versions?.node);

/** @param {string} address */
const isPath = (address) => inNode() && !/^(https?|data|blob):/.test(address);

/** The file: URL of a path. @param {string} address */
async function urlOfPath(address) {
  if (address.startsWith('file:')) return new URL(address);
  const { pathToFileURL } = await import('node:url');
  return pathToFileURL(address);
}

/** @param {string} address */
async function importFactory(address) {
  const url = isPath(address) ? await urlOfPath(address) : new URL(address, document.baseURI);
  const { default: factory } = await import(/* webpackIgnore: true */ String(url));
  if (typeof factory !== 'function')
    throw new LoadError(
      `${address} exports no function; link it with -sMODULARIZE -sEXPORT_ES6, or by asyncio-cc --emscripten`,
    );
  return { factory };
}

/** The module at an address. @param {string} address */
export const readBinary = async (address) => (await compileAddress(address)).module;

/** @param {string} address */
async function compileAddress(address) {
  if (!isPath(address)) return compileResponse(await fetch(address));
  const { readFile } = await import('node:fs/promises');
  try {
    return await compile(await readFile(await urlOfPath(address)));
  } catch (error) {
    if (error instanceof LoadError) throw new LoadError(`${address}: ${error.message}`);
    throw new LoadError(`cannot read ${address}: ${/** @type {Error} */ (error).message}`);
  }
}

/** @param {Response} response */
async function compileResponse(response) {
  if (!response.ok) throw new LoadError(`cannot fetch ${response.url}: status ${response.status}`);
  const isWasm = response.headers.get('content-type')?.startsWith('application/wasm');
  if (!isWasm || !WebAssembly.compileStreaming) return compile(await response.arrayBuffer());
  return { module: await WebAssembly.compileStreaming(response) };
}

/** @param {BufferSource} bytes */
async function compile(bytes) {
  const start = ArrayBuffer.isView(bytes)
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, Math.min(4, bytes.byteLength))
    : new Uint8Array(bytes, 0, Math.min(4, bytes.byteLength));
  if (String(start) !== '0,97,115,109') throw new LoadError('this is not a WebAssembly module');
  try {
    return { module: await WebAssembly.compile(bytes) };
  } catch (error) {
    throw new LoadError(`the module is damaged: ${/** @type {Error} */ (error).message}`);
  }
}
