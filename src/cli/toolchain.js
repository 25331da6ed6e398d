import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where asyncio-wasm is installed. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

export const include = `-I${join(root, 'include')}`;

/** Debian's emcc does not find the JavaScript parser that Debian installs for it. */
const DEBIAN_NODE_MODULES = '/usr/share/nodejs';

let verbose = false;
export const beVerbose = () => {
  verbose = true;
};

/** Something that the user can mend; printed without a stack. */
export class CommandError extends Error {
  /** @param {string} message @param {number} [status] */
  constructor(message, status = 1) {
    super(message);
    this.status = status;
  }
}

/**
 * Runs a command with our standard streams; throws when it fails.
 * @param {string} command
 * @param {string[]} args
 */
export function run(command, args) {
  if (verbose) console.error(`asyncio-cc: ${[command, ...args].join(' ')}`);
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', env: environment() });
  if (error) throw new CommandError(missing(command, error));
  // The command has said what is wrong.
  if (status !== 0) throw new CommandError('', status ?? 1);
}

/** @param {string} command @param {string[]} args @returns {string} */
export function outputOf(command, args) {
  const { stdout, error } = spawnSync(command, args, { encoding: 'utf8', env: environment() });
  if (error) throw new CommandError(missing(command, error));
  return stdout;
}

function environment() {
  const { NODE_PATH } = process.env;
  if (NODE_PATH || !existsSync(DEBIAN_NODE_MODULES)) return process.env;
  return { ...process.env, NODE_PATH: DEBIAN_NODE_MODULES };
}

/** @param {string} command @param {Error & { code?: string }} error */
const missing = (command, error) =>
  error.code === 'ENOENT'
    ? `${command} is not installed. On Debian: apt-get install ${
        basename(command).startsWith('em')
          ? 'emscripten'
          : 'clang-19 lld-19 wasi-libc libclang-rt-19-dev-wasm32'
      }`
    : `cannot run ${command}: ${error.message}`;

/** @param {string} command */
const exists = (command) => !spawnSync(command, ['--version'], { stdio: 'ignore' }).error;

/**
 * @typedef {object} Toolchain
 * @property {string} name
 * @property {string} compiler
 * @property {string[]} target
 * @property {(archive: string, objects: string[]) => void} [archive] makes a library, where the
 *   linker needs one
 * @property {(files: string[]) => string[]} libraryInputs
 */

/** @returns {Toolchain} */
export function wasiToolchain() {
  const { CLANG, WASI_SYSROOT } = process.env;
  return {
    name: 'wasi',
    compiler: CLANG ?? ['clang-19', 'clang'].find(exists) ?? 'clang-19',
    target: ['--target=wasm32-wasi', ...(WASI_SYSROOT ? [`--sysroot=${WASI_SYSROOT}`] : [])],
    // As a library without an archive, for Debian has no llvm-ar beside its compiler.
    libraryInputs: (files) => ['-Wl,--start-lib', ...files, '-Wl,--end-lib'],
  };
}

/** @returns {Toolchain} */
export function emscriptenToolchain() {
  const { EMCC = 'emcc' } = process.env;
  return {
    name: 'emscripten',
    compiler: EMCC,
    target: [],
    archive: (archive, objects) => run(EMCC.replace(/emcc/, 'emar'), ['rcs', archive, ...objects]),
    libraryInputs: (files) => files.filter((file) => file.endsWith('.a')),
  };
}

/** Runs npm's wasm-opt, a JavaScript program. @param {string[]} args */
export function wasmOpt(args) {
  const binaryen = createRequire(import.meta.url).resolve('binaryen/package.json');
  run(process.execPath, [join(dirname(binaryen), 'bin', 'wasm-opt'), ...args]);
}
