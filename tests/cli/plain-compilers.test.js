import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { load } from '../../src/host/index.js';
import { root } from '../support/builds.js';
import { command, include, scratchFolder, wasmOpt } from '../support/compile.js';
import { errorOf } from '../support/load.js';
import { test } from '../support/test.js';

/* The command lines that stand in the README, for those who do without asyncio-cc. */

const folder = scratchFolder();
const app = join(folder, 'app.c');
writeFileSync(
  app,
  `#include <asyncio.h>
   #include <stdio.h>
   static intptr_t hello(void *name) {
       asyncio_sleep(0.001);
       printf("hello, %s\\n", (const char *)name);
       return 3;
   }
   static __attribute__((noinline)) int fill_stack(int depth) {
       volatile char large[512];
       large[depth % 512] = (char)depth;
       return depth == 0 ? 0 : fill_stack(depth - 1) + large[depth % 512];
   }
   static intptr_t overflow(void *unused) {
       (void)unused;
       return asyncio_await(asyncio_create_task((asyncio_coroutine *)(void *)fill_stack, (void *)1000, .name = "worker"));
   }
   static intptr_t twice(void *number) { return 2 * (intptr_t)number + asyncio_sleep(0); }
   ASYNCIO_EXPORT(twice)
   int main(int count, char **words) {
       return (int)(count == 1 ? asyncio_run(hello, "world") : asyncio_run(overflow, words));
   }`,
);

const source = join(root, 'src');
const sources = readdirSync(source, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => readdirSync(join(source, name)).map((file) => join(source, name, file)))
  .filter((file) => file.endsWith('.c'));

/** @param {string} path */
async function assertWorks(path) {
  let stdout = '';
  const options = { stdout: (/** @type {string} */ text) => void (stdout += text) };
  const app = await load(path, options);
  assert.equal(await app.exports.twice(21), 42);
  assert.equal(await app.run(), 3);
  assert.equal(stdout, 'hello, world\n');
  const error = await errorOf((await load(path, options)).run('overflow'));
  assert.equal(error.name, 'CrashError');
  assert.match(error.message, /^stack overflow: task 'worker' needs more than its 8192 bytes;/);
}

test('clang and wasm-opt make a program that works, without asyncio-cc', async () => {
  const target = '--target=wasm32-wasi';
  const objects = [app, ...sources].map((source, i) => {
    const object = join(folder, `${i}.o`);
    command('clang-19', [target, '-O2', include, '-c', source, '-o', object]);
    return object;
  });
  const linked = join(folder, 'linked.wasm');
  const output = join(folder, 'plain.wasm');
  command('clang-19', [target, ...objects, '-Wl,--export-table', '-o', linked]);
  wasmOpt([
    ...[linked, '--asyncify', '--pass-arg=asyncify-ignore-imports', '-O2', '--stack-check'],
    ...['--pass-arg=stack-check-handler@asyncio_host_stack_overflow', '--no-validation'],
    ...['-o', output],
  ]);
  await assertWorks(output);
});

test('emcc makes a program that works, without asyncio-cc', async () => {
  const output = join(folder, 'plain.mjs');
  command('emcc', [
    ...['-O2', app, ...sources, include],
    ...['--js-library', join(root, 'src', 'host', 'emscripten-library.js')],
    ...['-sMODULARIZE', '-sEXPORT_ES6', '-sEXIT_RUNTIME', '-sSTACK_OVERFLOW_CHECK=2'],
    ...['-sALLOW_MEMORY_GROWTH'],
    '-sBINARYEN_EXTRA_PASSES=--asyncify,--pass-arg=asyncify-ignore-imports',
    ...['-o', output],
  ]);
  await assertWorks(output);
});
