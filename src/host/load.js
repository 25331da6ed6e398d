import { checkAsyncified, checkImports, checkSwitch, checkVersion } from './check.js';
import { instantiateEmscripten } from './emscripten.js';
import { createProgram } from './program.js';
import { resolveSource } from './source.js';
import { createStdio } from './stdio.js';
import { instantiateWasi } from './wasi.js';

/**
 * @typedef {object} OwnOptions
 * @property {Record<string, Function>} [functions] JavaScript functions that C can call by
 *   asyncio_js(name, ...); `this.signal` is aborted when C cancels the call
 * @property {string} [name] of the program, argv[0]; default 'app'
 * @property {Record<string, string>} [env] environment variables; default none
 * @property {number} [slice] milliseconds after which the program lets the host have its
 *   turn, however much is ready; default 8
 * @property {Record<string, Function>} [imports] more functions for the module's `env`, for
 *   its own imports; they cannot be awaited
 *
 * @typedef {OwnOptions & import('./stdio.js').StdioOptions} LoadOptions
 *
 * @typedef {object} App
 * @property {(...args: string[]) => Promise<number>} run runs main(argc, argv), once, and
 *   gives its exit status
 * @property {() => boolean} cancel cancels the main task of asyncio_run, as Ctrl-C does;
 *   false when there is none
 * @property {Record<string, import('./calls.js').Coroutine>} exports the coroutines that C
 *   exports by ASYNCIO_EXPORT
 * @property {() => import('./tasks.js').TaskInfo[]} tasks what is alive, and waits for what
 */

/**
 * Loads a C program that was compiled with asyncio.
 *
 *     const app = await load(new URL('app.wasm', import.meta.url));
 *     const status = await app.run('first argument');
 *
 * @param {import('./source.js').Source} source
 * @param {LoadOptions} [options]
 * @returns {Promise<App>}
 * @throws {import('./errors.js').LoadError}
 */
export async function load(source, options = {}) {
  const { functions = {}, name = 'app', env = {}, slice = 8, imports: more = {} } = options;
  const [resolved, stdio] = await Promise.all([resolveSource(source), createStdio(options)]);
  const program = createProgram({
    slice: slice / 1000,
    functions,
    report: (text) => stdio.stderr(new TextEncoder().encode(text)),
  });
  const settings = { imports: { ...more, ...program.imports }, stdio, env };
  const engine = await instantiate(resolved, settings);
  program.attach(engine);
  checkVersion(engine.exports);
  checkSwitch(program.initialize);
  return {
    run: (...args) => program.run([name, ...args]),
    cancel: program.cancelMain,
    exports: program.coroutines,
    tasks: program.listTasks,
  };
}

/**
 * @param {Awaited<ReturnType<typeof resolveSource>>} source
 * @param {Parameters<typeof instantiateWasi>[1]} settings
 */
function instantiate(source, settings) {
  if ('factory' in source) return instantiateEmscripten(source.factory, settings);
  checkAsyncified(source.module);
  checkImports(source.module, settings.imports);
  return instantiateWasi(source.module, settings);
}
