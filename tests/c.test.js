/*
 * Runs every program of tests/c: built by both toolchains, under both Node versions. All
 * four must succeed and print the same, byte for byte.
 */
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

const node = (version) =>
  execFileSync('sh', ['src/setup/node.sh', version], { encoding: 'utf8' }).trim();
const hosts = ['20', '26'].map((version) => ({ host: `Node ${version}`, path: node(version) }));

const programs = readdirSync('tests/c')
  .filter((file) => file.endsWith('.c'))
  .map((file) => basename(file, '.c'));

const builds = (name) => [
  { toolchain: 'clang + wasi-libc', file: `build/wasi/tests/c/${name}.wasm` },
  { toolchain: 'Emscripten', file: `build/emscripten/tests/c/${name}.mjs` },
];

/** @returns {Promise<{ status: number, output: string }>} */
async function run(path, file) {
  try {
    const { stdout, stderr } = await promisify(execFile)(path, ['src/cli/asyncio-run.js', file]);
    return { status: 0, output: stdout + stderr };
  } catch (error) {
    return { status: error.code ?? error.signal, output: error.stdout + error.stderr };
  }
}

for (const name of programs) {
  test(`tests/c/${name}.c`, async (t) => {
    let first;
    for (const { toolchain, file } of builds(name))
      for (const { host, path } of hosts)
        await t.test(`${toolchain}, ${host}`, async () => {
          const { status, output } = await run(path, file);
          assert.equal(status, 0, output);
          assert.match(output, /^0 failed$/m);
          first ??= output;
          assert.equal(output, first);
        });
  });
}
