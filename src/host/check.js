import { LoadError } from './errors.js';

/** AW_BOUNDARY_VERSION of src/core/entry.h. */
const BOUNDARY_VERSION = 1;

/** @param {WebAssembly.Module} module */
export function checkAsyncified(module) {
  if (WebAssembly.Module.imports(module).some((entry) => entry.module === 'asyncify'))
    throw new LoadError(
      'the module cannot suspend: it did not go through the Asyncify pass. Link it with ' +
        'asyncio-cc, or run wasm-opt --asyncify on it as the README shows',
    );
}

/**
 * @param {WebAssembly.Module} module
 * @param {Record<string, Function>} imports what it will be given in `env`
 */
export function checkImports(module, imports) {
  const missing = WebAssembly.Module.imports(module)
    .filter((entry) => entry.module === 'env' && !(entry.name in imports))
    .map(({ name }) => name);
  if (missing.some((name) => name.startsWith('emscripten_')))
    throw new LoadError('this is half of an Emscripten program: load the .mjs that lies beside it');
  if (missing.length)
    throw new LoadError(
      `the module wants functions that nobody defines: ${missing.join(', ')}. If they are ` +
        'C functions, link the file that has them; if JavaScript, give them in option imports',
    );
}

/** @param {Record<string, Function>} exports */
export function checkVersion(exports) {
  if (!exports.asyncio_boundary_version)
    throw new LoadError(
      'the module does not contain the asyncio runtime. Link it with asyncio-cc, or compile ' +
        "asyncio-wasm's src/*/*.c along with it",
    );
  const version = exports.asyncio_boundary_version();
  if (version !== BOUNDARY_VERSION)
    throw new LoadError(
      `the module was linked with another version of the runtime (boundary ${version}, the ` +
        `host has ${BOUNDARY_VERSION}): link it again`,
    );
}

/** @param {() => number} initialize */
export function checkSwitch(initialize) {
  let wrong;
  try {
    wrong = initialize();
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    wrong = error.message;
  }
  if (wrong !== 0)
    throw new LoadError(
      `the module's coroutines cannot suspend (self-check: ${wrong}). The Asyncify pass left ` +
        'functions out, or came after passes that took them apart: link without -O, then run ' +
        'one wasm-opt with --asyncify, --pass-arg=asyncify-ignore-imports and -O2 in this ' +
        'order, or let asyncio-cc do it',
    );
}
