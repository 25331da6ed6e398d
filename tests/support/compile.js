import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runtimeLibrary } from '../../src/cli/library.js';
import { wasiToolchain } from '../../src/cli/toolchain.js';
import { root } from './builds.js';

export const include = `-I${join(root, 'include')}`;

const CC = join(root, 'src', 'cli', 'asyncio-cc.js');

/** @type {string[]} */
const folders = [];
process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is gone after the tests of this file. */
export function scratchFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'asyncio-test-'));
  folders.push(folder);
  return folder;
}

/**
 * Runs asyncio-cc, which may fail.
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string> }} [options]
 */
export function asyncioCc(args, { cwd, env = {} } = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CC, ...args], {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

/** Runs a command that must succeed. @param {string} command @param {string[]} args */
export const command = (command, args) =>
  execFileSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_PATH: process.env.NODE_PATH ?? '/usr/share/nodejs' },
  });

/** npm's wasm-opt. @param {string[]} args */
export const wasmOpt = (args) =>
  command(process.execPath, [join(root, 'node_modules', 'binaryen', 'bin', 'wasm-opt'), ...args]);

/**
 * A program as the linker leaves it, before any pass of Binaryen.
 * @param {string} folder
 * @param {string} source
 */
export function linkWithoutPasses(folder, source) {
  const file = join(folder, 'linked.c');
  const linked = join(folder, 'linked.wasm');
  writeFileSync(file, source);
  const toolchain = wasiToolchain();
  command(toolchain.compiler, [
    ...[...toolchain.target, include, file, ...runtimeLibrary(toolchain, [])],
    ...['-Wl,-u,aw_boundary_version,-u,aw_start_main,-u,aw_next_export'],
    ...['-Wl,--export-table', '-o', linked],
  ]);
  return linked;
}
