import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { load, LoadError } from '../../src/host/index.js';
import { builds } from '../support/builds.js';
import {
  asyncioCc,
  command,
  linkWithoutPasses,
  scratchFolder,
  wasmOpt,
} from '../support/compile.js';
import { errorOf } from '../support/load.js';
import { freeAddress, serve } from '../support/servers.js';
import { test } from '../support/test.js';

const folder = scratchFolder();
const [wasi] = builds('run');
const bytes = readFileSync(wasi.path);

/** The message of the LoadError for a source. @param {any} source @param {any} [options] */
async function refusal(source, options) {
  const error = await errorOf(load(source, options));
  assert.ok(error instanceof LoadError, String(error));
  assert.equal(error.name, 'LoadError');
  return error.message;
}

/** @param {string} name @param {string | Uint8Array} content */
function file(name, content) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

test('bytes that are no module are refused', async () => {
  assert.equal(
    await refusal(new TextEncoder().encode('<!doctype html>')),
    'this is not a WebAssembly module',
  );
});

test('no bytes at all are refused', async () => {
  assert.equal(await refusal(new Uint8Array()), 'this is not a WebAssembly module');
  assert.equal(await refusal(new ArrayBuffer(0)), 'this is not a WebAssembly module');
});

for (const size of [4, 8, 1000, bytes.length - 1])
  test(`a module cut to ${size === bytes.length - 1 ? 'all but its last byte' : `${size} bytes`} is refused`, async () => {
    const message = await refusal(bytes.subarray(0, size));
    // Eight bytes are a whole module, of nothing.
    if (size === 8) assert.match(message, /does not contain the asyncio runtime/);
    else assert.match(message, /^the module is damaged: /);
  });

test('a file that is no module is refused with its name', async () => {
  const path = file('text.wasm', 'not a module');
  assert.equal(await refusal(path), `${path}: this is not a WebAssembly module`);
});

test('a missing file is refused with its name', async () => {
  const path = join(folder, 'missing.wasm');
  assert.match(await refusal(path), /^cannot read .*missing\.wasm: .*ENOENT/);
  assert.match(await refusal(pathToFileURL(path)), /^cannot read file:.*missing\.wasm: .*ENOENT/);
});

test('a folder is refused with its name', async () => {
  assert.match(await refusal(folder), /^cannot read .*: .*EISDIR/);
});

test('a missing .mjs file is refused with its name', async () => {
  assert.match(await refusal(join(folder, 'missing.mjs')), /missing\.mjs/);
});

test('a .mjs file with a mistake is refused with its name', async () => {
  assert.match(await refusal(file('mistake.mjs', 'export default (')), /mistake\.mjs/);
});

test('a .mjs file that exports no function is refused', async () => {
  const path = file('other.mjs', 'export const a = 1;');
  assert.match(await refusal(path), /other\.mjs exports no function; link it with -sMODULARIZE/);
});

test('a .mjs file on the web, which Node cannot import, is refused', async (t) => {
  const address = await serve(t, (_, response) => void response.end('export default 1'));
  assert.match(await refusal(`${address}/app.mjs`), /app\.mjs/);
});

for (const status of [404, 500])
  test(`an answer with status ${status} is refused with it`, async (t) => {
    const address = await serve(t, (_, response) => {
      response.writeHead(status, { 'content-type': 'application/wasm' }).end(bytes);
    });
    assert.equal(
      await refusal(`${address}/app.wasm`),
      `cannot fetch ${address}/app.wasm: status ${status}`,
    );
  });

test('a server that cannot be reached is a LoadError with the address', async () => {
  const address = await freeAddress();
  assert.match(await refusal(`${address}/app.wasm`), new RegExp(`${address}/app\\.wasm`));
});

for (const type of ['application/wasm', 'text/html'])
  test(`a page instead of the module is refused when its type is ${type}`, async (t) => {
    const address = await serve(t, (_, response) => {
      response.setHeader('content-type', type).end('<!doctype html>');
    });
    assert.match(await refusal(`${address}/app.wasm`), /not a WebAssembly module|damaged/);
  });

test('a module that the network cut is refused', async (t) => {
  const address = await serve(t, (_, response) => {
    response.writeHead(200, {
      'content-type': 'application/wasm',
      'content-length': String(bytes.length),
    });
    response.write(bytes.subarray(0, 1000), () => response.destroy());
  });
  assert.match(await refusal(`${address}/app.wasm`), /app\.wasm/);
});

for (const [what, source] of /** @type {[string, any][]} */ ([
  ['undefined', undefined],
  ['null', null],
  ['number', 42],
  ['object', {}],
  ['boolean', true],
]))
  test(`${what} is refused, with what load() takes`, async () => {
    const message = await refusal(source);
    assert.match(message, /^load\(\) takes a URL, a path, bytes, a Response/);
    assert.ok(message.endsWith(`not ${what}`), message);
  });

test('a module of another program is refused, with what to do', async () => {
  const path = join(folder, 'other.wasm');
  const source = file('other.c', 'int main(void) { return 0; }');
  command('clang-19', ['--target=wasm32-wasi', source, '-o', path]);
  assert.match(
    await refusal(path),
    /does not contain the asyncio runtime\. Link it with asyncio-cc/,
  );
});

test('a module of another version of the runtime is refused, with both versions', async () => {
  // (module (func (export "asyncio_boundary_version") (result i32) (i32.const 63)))
  const module = Buffer.from(
    '0061736d010000000105016000017f030201000' +
      '71c01186173796e63696f5f626f756e646172795f76657273696f6e0000' +
      '0a06010400413f0b',
    'hex',
  );
  assert.match(
    await refusal(module),
    /another version of the runtime \(boundary 63, the host has \d+\): link it again/,
  );
});

test('functions that nobody defines are refused by their names', async () => {
  // (module (import "env" "a_function" (func)) (import "env" "another" (func)))
  const module = Buffer.from(
    '0061736d0100000001040160000002200203656e760a615f66756e6374696f6e00000' +
      '3656e7607616e6f746865720000',
    'hex',
  );
  assert.match(
    await refusal(module),
    /wants functions that nobody defines: a_function, another\. .*option imports/,
  );
});

test('option imports provides functions for env', async () => {
  const source = file(
    'imports.c',
    `#include <asyncio.h>
     __attribute__((import_module("env"), import_name("roll"))) int roll(int sides);
     static intptr_t play(void *sides) { return roll((int)(intptr_t)sides); }
     ASYNCIO_EXPORT(play)`,
  );
  const path = join(folder, 'imports.wasm');
  assert.deepEqual(asyncioCc(['--no-main', '-O1', source, '-o', path]).stderr, '');
  assert.match(await refusal(path), /nobody defines: roll\b/);
  const app = await load(path, { imports: { roll: (/** @type {number} */ n) => n * 2 } });
  assert.equal(await app.exports.play(6), 12);
});

test('option imports cannot replace the functions of the runtime', async () => {
  const app = await load(wasi.path, {
    imports: {
      asyncio_host_now() {
        throw new Error('replaced');
      },
    },
  });
  assert.equal(await app.run('status', '0'), 0);
});

/** @type {string | undefined} */
let linkedFile;
const linkedProgram = () =>
  (linkedFile ??= linkWithoutPasses(
    folder,
    `#include <asyncio.h>
   static intptr_t wait(void *result) {
       asyncio_sleep(0.001);
       return (intptr_t)result;
   }
   static intptr_t (*volatile indirect)(void *) = wait;
   static intptr_t wait_behind_pointer(void *result) { return indirect(result); }
   int main(void) { return (int)asyncio_run(wait_behind_pointer, (void *)5); }`,
  ));

const asyncify = ['--asyncify', '--pass-arg=asyncify-ignore-imports'];

test('a module without the Asyncify pass is refused, with what to do', async () => {
  assert.match(
    await refusal(linkedProgram()),
    /did not go through the Asyncify pass\. Link it with asyncio-cc/,
  );
});

for (const [what, passes] of /** @type {[string, string[]][]} */ ([
  ['in the README’s order', [...asyncify, '-O2']],
  ['with an optimisation before the pass', ['-O3', ...asyncify, '-O2']],
  ['with no optimisation', asyncify],
  ['with imports that may suspend', ['--asyncify', '-O2']],
]))
  test(`a module made ${what} works`, async () => {
    const path = join(folder, 'made.wasm');
    wasmOpt([linkedProgram(), ...passes, '-o', path]);
    assert.equal(await (await load(path)).run(), 5);
  });

for (const [what, argument] of [
  ['a list of functions that leaves ours out', 'asyncify-onlylist@main'],
  ['indirect calls left out', 'asyncify-ignore-indirect'],
])
  test(`a module of a pass with ${what} is refused by the self-check`, async () => {
    const path = join(folder, 'partial.wasm');
    wasmOpt([linkedProgram(), ...asyncify, `--pass-arg=${argument}`, '-O2', '-o', path]);
    assert.match(await refusal(path), /the module's coroutines cannot suspend \(self-check: \d\)/);
  });

const plain = file('plain.c', '#include <stdio.h>\nint main(void) { return puts("plain") < 0; }');

test('an Emscripten module without asyncio is refused, with what to do', async () => {
  const path = join(folder, 'plain.mjs');
  command('emcc', ['-O2', plain, '-sMODULARIZE', '-sEXPORT_ES6', '-o', path]);
  const message =
    /the Emscripten module was linked without asyncio: link it with asyncio-cc --emsc/;
  assert.match(await refusal(path), message);
  const { default: factory } = await import(String(pathToFileURL(path)));
  assert.match(await refusal(factory), message);
});

test('the .wasm half of an Emscripten program is refused, with what to load instead', async () => {
  const [, emscripten] = builds('run');
  assert.match(await refusal(emscripten.wasm), /Emscripten.*\.mjs/);
});

test('an Emscripten module without the Asyncify pass is refused, with what to do', async () => {
  const path = join(folder, 'unpassed.mjs');
  const [, emscripten] = builds('run');
  writeFileSync(
    path,
    readFileSync(emscripten.path, 'utf8').replaceAll('run.wasm', 'unpassed.wasm'),
  );
  copyFileSync(linkedProgram(), join(folder, 'unpassed.wasm'));
  assert.match(await refusal(path), /did not go through the Asyncify pass/);
});

test('an Emscripten module whose .wasm file is missing is refused with its name', async () => {
  const [, emscripten] = builds('run');
  const path = join(folder, 'lonely.mjs');
  copyFileSync(emscripten.path, path);
  assert.match(await refusal(path), /cannot read .*run\.wasm: .*ENOENT/);
});

test('a function that is no factory is refused', async () => {
  assert.match(await refusal(() => 42), /Emscripten|asyncio/);
});

test('a factory that fails passes its error on', async () => {
  const failure = new Error('the factory broke');
  const error = await errorOf(load(() => Promise.reject(failure)));
  assert.match(error.message, /the factory broke/);
});
