import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';

import { include, outputOf, root, run } from './toolchain.js';

const RUNTIME = ['switch', 'core', 'sync', 'io'];
const FLAGS = ['-std=gnu11', '-O2', '-Wall', '-Wextra', '-Werror', include];

/** Options that decide whether object files fit together. */
const ABI = /^(-m(?!llvm)|-pthread$|-fsanitize=|-fwasm-exceptions$|-sMEMORY64)/;

const filesOf = (/** @type {string} */ folder, /** @type {RegExp} */ pattern) =>
  readdirSync(folder)
    .filter((name) => pattern.test(name))
    .map((name) => join(folder, name));

/**
 * The runtime for this compiler and these options, of which the linker takes what a program
 * needs. Compiled at first need and kept.
 * @param {import('./toolchain.js').Toolchain} toolchain
 * @param {string[]} options of the program
 * @returns {string[]} for the linker
 */
export function runtimeLibrary(toolchain, options) {
  const abi = options.filter((option) => ABI.test(option));
  const folder = join(cacheFolder(), `${toolchain.name}-${fingerprint(toolchain, abi)}`);
  if (!existsSync(folder)) compileRuntime(toolchain, abi, folder);
  return toolchain.libraryInputs(filesOf(folder, /\.[ao]$/));
}

/**
 * @param {import('./toolchain.js').Toolchain} toolchain
 * @param {string[]} abi
 * @param {string} folder
 */
function compileRuntime(toolchain, abi, folder) {
  mkdirSync(dirname(folder), { recursive: true });
  const scratch = mkdtempSync(`${folder}-`);
  const objects = RUNTIME.flatMap((part) => filesOf(join(root, 'src', part), /\.c$/)).map(
    (source) => {
      const object = join(scratch, `${basename(source)}.o`);
      run(toolchain.compiler, [...toolchain.target, ...FLAGS, ...abi, '-c', source, '-o', object]);
      return object;
    },
  );
  toolchain.archive?.(join(scratch, 'libasyncio.a'), objects);
  try {
    // Whole or not at all, for compilers that run at the same time.
    renameSync(scratch, folder);
  } catch {
    rmSync(scratch, { recursive: true });
  }
}

/** @param {import('./toolchain.js').Toolchain} toolchain @param {string[]} abi */
function fingerprint({ compiler, target }, abi) {
  const hash = createHash('sha256');
  hash.update([outputOf(compiler, ['--version']), ...target, ...abi].join('\n'));
  const folders = ['include', 'include/asyncio', ...RUNTIME.map((part) => `src/${part}`)];
  for (const file of folders.flatMap((folder) => filesOf(join(root, folder), /\.[ch]$/)))
    hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

function cacheFolder() {
  const beside = join(root, 'build', 'lib');
  try {
    mkdirSync(beside, { recursive: true });
    return beside;
  } catch {
    return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'asyncio-wasm');
  }
}
