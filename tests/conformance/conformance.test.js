/*
 * A thousand random programs, and those that once found a difference, do on this runtime
 * what they do on CPython's asyncio. run.js says how; `make conformance` runs more.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';

import { featureNames, generate } from './generate/index.js';
import { read, write } from './program.js';

const RUN = 'tests/conformance/run.js';

test('1000 programs and the cases, on both toolchains, as on CPython', async () => {
  const args = [RUN, '--cases', '--seeds=0:1000', '--shrink=1'];
  const { stdout } = await promisify(execFile)(process.execPath, args).catch((error) => error);
  assert.match(stdout, /: 0 differ, /, stdout);
});

test('a seed always makes the same program, which survives its text', () => {
  for (let seed = 0; seed < 50; seed++) {
    const program = generate(seed);
    assert.deepEqual(generate(seed), program);
    assert.deepEqual(read(write(program)), [program]);
  }
});

test('every feature makes programs by itself', () => {
  for (const name of featureNames) assert(generate(1, [name]).bodies.length > 1, name);
});
