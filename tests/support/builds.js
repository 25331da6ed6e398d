import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * One program of tests/programs, as one toolchain made it.
 * @typedef {object} Build
 * @property {'wasi' | 'emscripten'} toolchain
 * @property {string} name
 * @property {string} path what load() and asyncio-run take
 * @property {string} wasm the WebAssembly module itself
 */

/**
 * A program's builds, so that a test can be made for each:
 *
 *     for (const build of builds('run'))
 *       test(`${build}: main() gets its arguments`, ...);
 *
 * @param {string} name
 * @returns {Build[]}
 */
export function builds(name) {
  return /** @type {const} */ ([
    ['wasi', 'wasm'],
    ['emscripten', 'mjs'],
  ]).map(([toolchain, extension]) => {
    const base = join(root, 'build', toolchain, 'tests', 'programs', name);
    const path = `${base}.${extension}`;
    if (!existsSync(path)) throw new Error(`${path} is missing: run make programs`);
    return { toolchain, name, path, wasm: `${base}.wasm`, toString: () => toolchain };
  });
}
