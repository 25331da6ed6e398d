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

const isOfWeb = (/** @type {string} */ address) => /^(https?|data|blob):/.test(address);

/** @param {string} address */
const isPath = (address) => inNode() && !isOfWeb(address);

/** The file: URL of a path. @param {string} address */
async function urlOfPath(address) {
  if (address.startsWith('file:')) return new URL(address);
  const { pathToFileURL } = await import('node:url');
  return pathToFileURL(address);
}

/**
 * Runs what may fail for many reasons of the host's, to fail for one of ours.
 * @template T
 * @param {string} failure
 * @param {() => T | Promise<T>} attempt
 * @returns {Promise<T>}
 */
async function explained(failure, attempt) {
  try {
    return await attempt();
  } catch (error) {
    const { message, cause } = /** @type {Error & { cause?: Error }} */ (error);
    const reason = cause?.message ? `${message} (${cause.message})` : message;
    throw new LoadError(`${failure}: ${reason}`, { cause: error });
  }
}

/** @param {string} address */
async function importFactory(address) {
  if (inNode() && isOfWeb(address))
    throw new LoadError(`${address}: Node imports no modules from the web; fetch it to a file`);
  const { default: factory } = await explained(`cannot import ${address}`, async () => {
    const url = inNode() ? await urlOfPath(address) : new URL(address, globalThis.location.href);
    return import(/* webpackIgnore: true */ String(url));
  });
  if (typeof factory !== 'function')
    throw new LoadError(
      `${address} exports no function; link it with -sMODULARIZE -sEXPORT_ES6, or by ` +
        'asyncio-cc --emscripten',
    );
  return { factory };
}

/** The module at an address. @param {string} address */
export const readBinary = async (address) => (await compileAddress(address)).module;

/** @param {string} address */
async function compileAddress(address) {
  if (!isPath(address))
    return compileResponse(await explained(`cannot fetch ${address}`, () => fetch(address)));
  const bytes = await explained(`cannot read ${address}`, async () => {
    const { readFile } = await import('node:fs/promises');
    return readFile(await urlOfPath(address));
  });
  return compile(bytes, `${address}: `);
}

/** @param {Response} response */
async function compileResponse(response) {
  const { url, ok, status } = response;
  if (!ok) throw new LoadError(`cannot fetch ${url}: status ${status}`);
  const bytes = await explained(`cannot fetch ${url}`, () => response.arrayBuffer());
  return compile(bytes, url ? `${url}: ` : '');
}

/**
 * @param {BufferSource} source
 * @param {string} [where]
 */
async function compile(source, where = '') {
  const bytes = ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
  if (String(bytes.subarray(0, 4)) !== '0,97,115,109')
    throw new LoadError(`${where}this is not a WebAssembly module`);
  const module = await explained(`${where}the module is damaged`, () =>
    WebAssembly.compile(/** @type {Uint8Array<ArrayBuffer>} */ (bytes)),
  );
  return { module };
}
