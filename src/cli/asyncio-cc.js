#!/usr/bin/env node
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

import { runtimeLibrary } from './library.js';
import { parse } from './options.js';
import {
  beVerbose,
  CommandError,
  emscriptenToolchain,
  include,
  root,
  run,
  wasiToolchain,
  wasmOpt,
} from './toolchain.js';

const USAGE = `usage: asyncio-cc [--emscripten] [--no-main] [compiler options] file...

Compiles C programs that use asyncio to WebAssembly.

  asyncio-cc -O2 app.c -o app.wasm                 by clang and wasi-libc
  asyncio-cc --emscripten -O2 app.c -o app.mjs     by Emscripten, an ES module

  --no-main   a module without main(), to be called by its exports
  -c          compile only; link the objects by a second asyncio-cc
  -s          leave out the names of functions, which crash reports use
  -v          show the commands that are run

Every other option goes to the compiler. Environment: CLANG, WASI_SYSROOT, EMCC.
`;

/** What the module must contain even if the program does not name it. */
const ROOTS = ['aw_boundary_version', 'aw_start_main', 'aw_next_export'].map(
  (symbol) => `-Wl,-u,${symbol}`,
);

const ASYNCIFY = ['--asyncify', '--pass-arg=asyncify-ignore-imports'];

/** Large enough for the pass's own four functions, which each switch calls. */
const INLINING = ['--always-inline-max-function-size=12'];

/**
 * After all else, so that it costs no more than a compare for each frame. Without
 * validation, because Binaryen gives the call to the handler a type that it then takes
 * exception to; the module that it writes is right.
 */
const STACK_CHECK = [
  '--stack-check',
  '--pass-arg=stack-check-handler@asyncio_host_stack_overflow',
  '--no-validation',
];

/** @param {import('./options.js').CommandLine} line */
function compileAndLink(line) {
  const toolchain = line.emscripten ? emscriptenToolchain() : wasiToolchain();
  const { sources, others, optimization } = line;
  if (!line.links) {
    const output = line.output ? ['-o', line.output] : [];
    run(toolchain.compiler, [
      ...toolchain.target,
      include,
      optimization,
      ...others,
      ...sources,
      ...output,
    ]);
    return;
  }
  const scratch = mkdtempSync(join(tmpdir(), 'asyncio-cc-'));
  try {
    const objects = sources.map((source, i) => {
      const object = join(scratch, `${i}-${basename(source)}.o`);
      run(toolchain.compiler, [
        ...[...toolchain.target, include, optimization, ...compileOptions(others)],
        ...['-c', source, '-o', object],
      ]);
      return object;
    });
    const library = runtimeLibrary(toolchain, others);
    const inputs = [...objects, ...others, ...library, ...ROOTS];
    if (line.emscripten) linkEmscripten(toolchain, line, inputs, scratch);
    else linkWasi(toolchain, line, inputs, scratch);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** Without what only the linker takes. @param {string[]} options */
const compileOptions = (options) =>
  options.filter((option) =>
    option.startsWith('-') ? !/^-(Wl,|l|L)/.test(option) : !/\.(o|a)$/.test(option),
  );

/**
 * The link is done without -O: with it clang runs a wasm-opt of its own, before the
 * Asyncify pass, which breaks the switch.
 * @param {import('./toolchain.js').Toolchain} toolchain
 * @param {import('./options.js').CommandLine} line
 * @param {string[]} inputs
 * @param {string} scratch
 */
function linkWasi(toolchain, line, inputs, scratch) {
  const { output = 'a.out.wasm', optimization, strip, others } = line;
  const linked = join(scratch, 'linked.wasm');
  const debug = others.some((option) => /^-g(?!0)/.test(option));
  run(toolchain.compiler, [
    ...[...toolchain.target, '-Qunused-arguments', ...inputs, '-o', linked],
    ...['-Wl,--export-table', '-Wl,--stack-first'],
    ...(debug ? [] : ['-Wl,--strip-debug']),
    ...(line.library ? ['-mexec-model=reactor'] : []),
  ]);
  const names = strip ? [] : ['-g'];
  const level = optimization === '-O0' ? '-O1' : optimization;
  const optimized = join(scratch, 'optimized.wasm');
  wasmOpt([linked, ...ASYNCIFY, level, ...INLINING, ...STACK_CHECK, ...names, '-o', optimized]);
  move(optimized, output);
}

/**
 * Above -O2 Emscripten renames imports, and Debian's 3.1.6 forgets to tell the JavaScript.
 * What is compiled has the level that was asked for all the same.
 * @param {string} optimization
 */
const linkLevel = (optimization) => (/^-O[01]$/.test(optimization) ? optimization : '-O2');

/** @param {string} from @param {string} to */
function move(from, to) {
  try {
    renameSync(from, to);
  } catch {
    run('cp', [from, to]);
  }
}

/**
 * Emscripten runs the pass itself, at the end of its own, and has a stack check of its
 * own, which runs in the same way. It makes several files, which come out when all are
 * made.
 * @param {import('./toolchain.js').Toolchain} toolchain
 * @param {import('./options.js').CommandLine} line
 * @param {string[]} inputs
 * @param {string} scratch
 */
function linkEmscripten(toolchain, line, inputs, scratch) {
  const { output = 'a.out.mjs', optimization, strip } = line;
  const folder = join(scratch, 'linked');
  mkdirSync(folder);
  run(toolchain.compiler, [
    ...[linkLevel(optimization), ...inputs, '-o', join(folder, basename(output))],
    ...['--js-library', join(root, 'src', 'host', 'emscripten-library.js')],
    `-sBINARYEN_EXTRA_PASSES=${ASYNCIFY.join(',')}`,
    ...['-sMODULARIZE', '-sEXPORT_ES6', '-sEXIT_RUNTIME', '-sSTACK_OVERFLOW_CHECK=2'],
    ...['-sALLOW_MEMORY_GROWTH', '-sMAXIMUM_MEMORY=4GB', '-sABORTING_MALLOC=0'],
    ...['-sNODEJS_CATCH_EXIT=0', '-sNODEJS_CATCH_REJECTION=0'],
    ...(strip ? [] : ['--profiling-funcs']),
    ...(line.library ? ['--no-entry'] : []),
  ]);
  for (const file of readdirSync(folder)) move(join(folder, file), join(dirname(output), file));
}

try {
  const words = process.argv.slice(2);
  if (words.includes('--help')) {
    process.stdout.write(USAGE);
  } else {
    const line = parse(words);
    if (line.verbose) beVerbose();
    const hasInput = line.sources.length > 0 || line.others.some((word) => /\.(o|a)$/.test(word));
    if (!hasInput) throw new CommandError(`no input files\n\n${USAGE}`);
    compileAndLink(line);
  }
} catch (error) {
  if (!(error instanceof CommandError)) throw error;
  if (error.message) console.error(`asyncio-cc: ${error.message}`);
  process.exitCode = error.status;
}
