import assert from 'node:assert/strict';
import { join } from 'node:path';

import { root } from '../support/builds.js';
import { asyncioCc, scratchFolder } from '../support/compile.js';
import { runBuild } from '../support/load.js';
import { test } from '../support/test.js';

const folder = scratchFolder();
const source = join(root, 'tests', 'programs', 'run.c');

const levels = ['-O0', '-O1', '-O2', '-O3', '-Os', '-Oz'];

for (const [
  toolchain,
  flags,
  extension,
  known,
] of /** @type {[string, string[], string, string[]][]} */ ([
  // emcc has never heard of -Og.
  ['wasi', [], 'wasm', [...levels, '-Og']],
  ['emscripten', ['--emscripten'], 'mjs', levels],
]))
  for (const level of known)
    test(`${toolchain}: a program made with ${level} works`, async () => {
      const path = join(folder, `${toolchain}${level}.${extension}`);
      const made = asyncioCc([...flags, level, source, '-o', path]);
      assert.deepEqual(made, { status: 0, stdout: '', stderr: '' });
      const build = /** @type {import('../support/builds.js').Build} */ ({ path });
      assert.deepEqual(await runBuild(build, ['run-again']), {
        status: 0,
        stdout: '1\n1\nhalf a header\n3\n',
        stderr: '',
      });
      assert.deepEqual(await runBuild(build, ['exit-from-task', '6']), {
        status: 6,
        stdout: 'leaving, goodbye',
        stderr: '',
      });
      assert.equal((await runBuild(build, ['leave-pending'])).status, 4);
    });
