import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';

import { load } from '../../src/host/index.js';
import { builds } from '../support/builds.js';
import { serve } from '../support/servers.js';
import { test } from '../support/test.js';

const [wasi, emscripten] = builds('run');
const [wasiExports] = builds('exports');

/** @param {import('../../src/host/source.js').Source} source */
async function assertRuns(source) {
  let stdout = '';
  const app = await load(source, { stdout: (text) => void (stdout += text) });
  assert.equal(await app.run('status', '3'), 3);
  assert.equal(stdout, '');
}

for (const build of [wasi, emscripten]) {
  test(`${build}: load() takes an absolute path`, () => assertRuns(build.path));

  test(`${build}: load() takes a path from the working folder`, () =>
    assertRuns(relative(process.cwd(), build.path)));

  test(`${build}: load() takes a file: URL`, () => assertRuns(pathToFileURL(build.path)));

  test(`${build}: load() takes a file: URL as a string`, () =>
    assertRuns(String(pathToFileURL(build.path))));
}

test('emscripten: load() takes the function that the module exports', async () => {
  const { default: factory } = await import(String(pathToFileURL(emscripten.path)));
  await assertRuns(factory);
  await assertRuns(factory);
});

test('wasi: load() takes bytes, in any view of them', async () => {
  const bytes = await readFile(wasi.path);
  await assertRuns(bytes);
  await assertRuns(Uint8Array.from(bytes).buffer);
  const shifted = new Uint8Array(bytes.length + 7);
  shifted.set(bytes, 5);
  await assertRuns(new DataView(shifted.buffer, 5, bytes.length));
});

test('wasi: load() takes a compiled module, several times', async () => {
  const module = await WebAssembly.compile(await readFile(wasi.path));
  await assertRuns(module);
  await assertRuns(module);
});

for (const type of ['application/wasm', 'application/octet-stream']) {
  test(`wasi: load() takes the address of ${type} on the web`, async (t) => {
    const bytes = await readFile(wasi.path);
    const address = await serve(t, (_, response) => {
      response.setHeader('content-type', type).end(bytes);
    });
    await assertRuns(`${address}/app.wasm?version=1`);
    await assertRuns(new URL(`${address}/app`));
  });

  test(`wasi: load() takes a Response of ${type}, or a promise of one`, async () => {
    const bytes = await readFile(wasi.path);
    const response = () => new Response(bytes, { headers: { 'content-type': type } });
    await assertRuns(response());
    await assertRuns(Promise.resolve(response()));
  });
}

test('wasi: load() takes a data: URL', async () => {
  const base64 = (await readFile(wasi.path)).toString('base64');
  await assertRuns(`data:application/wasm;base64,${base64}`);
});

test('an app has run, cancel, exports and tasks', async () => {
  const app = await load(wasiExports.path);
  assert.deepEqual(Object.keys(app).sort(), ['cancel', 'exports', 'run', 'tasks']);
});
