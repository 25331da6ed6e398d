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
import { basename, join } from 'node:path';

import { include, outputOf, root, run } from './toolchain.js';

const FOLDERS = ['switch', 'core', 'sync', 'io'];
const FLAGS = ['-std=gnu11', '-O2', '-Wall', '-Wextra', '-Werror', include];

/** Options that decide whether object files fit together. */
const ABI = /^(-m(?!llvm)|-pthread$|-fsanitize=|-fwasm-exceptions$|-sMEMORY64)/;

const filesIn = (/** @type {string} */ folder, /** @type {RegExp} */ pattern) =>
  readdirSync(join(root, folder))
    .filter((name) => pattern.test(name))
    .map((name) => join(root, folder, name));

/**
 * The runtime as a static library for this compiler and these options, compiled at first
 * need and kept.
 * @param {import('./toolchain.js').Toolchain} toolchain
 * @param {string[]} options of the program
 * @returns {string} its path
 */
export function runtimeLibrary(toolchain, options) {
  const abi = options.filter((option) => ABI.test(option));
  const sources = FOLDERS.flatMap((folder) => filesIn(join('src', folder), /\.c$/));
  const folder = join(cacheFolder(), `${toolchain.name}-${fingerprint(toolchain, abi)}`);
  const library = join(folder, 'libasyncio.a');
  if (existsSync(library)) return library;
  mkdirSync(folder, { recursive: true });
  const scratch = mkdtempSync(join(folder, 'build-'));
  const objects = sources.map((source) => {
    const object = join(scratch, `${basename(source)}.o`);
    run(toolchain.compiler, [...toolchain.target, ...FLAGS, ...abi, '-c', source, '-o', object]);
    return object;
  });
  const archive = join(scratch, 'libasyncio.a');
  run(toolchain.archiver, ['rcs', archive, ...objects]);
  // Whole or not at all, for compilers that run at the same time.
  renameSync(archive, library);
  rmSync(scratch, { recursive: true });
  return library;
}

/** @param {import('./toolchain.js').Toolchain} toolchain @param {string[]} abi */
function fingerprint({ compiler, target }, abi) {
  const hash = createHash('sha256');
  hash.update([outputOf(compiler, ['--version']), ...target, ...abi].join('\n'));
  const headers = ['include', 'include/asyncio'].flatMap((folder) => filesIn(folder, /\.h$/));
  const sources = FOLDERS.flatMap((folder) => filesIn(join('src', folder), /\.[ch]$/));
  for (const file of [...headers, ...sources]) hash.update(readFileSync(file));
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
