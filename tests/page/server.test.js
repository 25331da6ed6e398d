import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { startServer } from '../../web/server.js';

const SERVER = fileURLToPath(new URL('../../web/server.js', import.meta.url));

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
/** @type {string} */
let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'asyncio-page-'));
  await mkdir(join(folder, 'root', 'inner'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(folder, 'root', 'index.html'), '<p>page</p>');
  await writeFile(join(folder, 'root', 'inner', 'some.wasm'), '\0asm');
  await writeFile(join(folder, 'root', 'inner', 'some.mjs'), 'export {}');
  server = await startServer({ root: join(folder, 'root') });
});

after(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** @param {string} path */
const get = (path) => fetch(new URL(path, server.url));

test('serves files with their types, a policy, and no caching', async () => {
  const page = await get('/');
  assert.equal(await page.text(), '<p>page</p>');
  assert.equal(page.headers.get('content-type'), 'text/html; charset=utf-8');
  assert.equal(page.headers.get('cache-control'), 'no-cache');
  assert.equal(page.headers.get('x-content-type-options'), 'nosniff');
  const policy = page.headers.get('content-security-policy') ?? '';
  assert.match(policy, /^default-src 'self'; script-src 'self' 'wasm-unsafe-eval';/);
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|\*/);
  const types = { 'some.wasm': 'application/wasm', 'some.mjs': 'text/javascript; charset=utf-8' };
  for (const [name, type] of Object.entries(types))
    assert.equal((await get(`/inner/${name}?x=1`)).headers.get('content-type'), type);
});

test('answers HEAD without a body, and nothing but GET and HEAD', async () => {
  const head = await fetch(server.url, { method: 'HEAD' });
  assert.equal(head.status, 200);
  assert.equal(await head.text(), '');
  const post = await fetch(server.url, { method: 'POST', body: 'x' });
  assert.equal(post.status, 405);
  assert.equal(post.headers.get('allow'), 'GET, HEAD');
});

test('/delay answers after that time, and its head comes at once', async () => {
  const start = performance.now();
  const response = await get('/delay?ms=400');
  const head = performance.now() - start;
  assert.deepEqual(await response.json(), { ms: 400 });
  assert.ok(performance.now() - start >= 399);
  assert.ok(head < 399, `the head took ${head} ms`);
  assert.equal(response.headers.get('content-type'), 'application/json; charset=utf-8');
  assert.equal(response.headers.get('cache-control'), 'no-store');
  assert.deepEqual(await (await get('/delay?ms=0')).json(), { ms: 0 });
});

test('/delay takes whole numbers from 0 to 30000 and nothing else', async () => {
  const bad = [
    '',
    '?ms=',
    '?ms=-1',
    '?ms=30001',
    '?ms=1e3',
    '?ms=0x10',
    '?ms=1.5',
    '?ms=%2010',
    '?ms=NaN',
    '?ms=999999999999',
  ];
  for (const query of bad) {
    const response = await get(`/delay${query}`);
    assert.equal(response.status, 400, query);
    assert.match((await response.json()).error, /whole number from 0 to 30000/);
  }
});

test('/outcome tells what became of a request', async () => {
  await (await get('/delay?ms=10&for=one')).json();
  const answered = await (await get('/outcome?for=one')).json();
  assert.equal(answered.state, 'answered');
  assert.ok(answered.afterMs >= 9);

  const abort = new AbortController();
  const aborted = fetch(new URL('/delay?ms=30000&for=two', server.url), { signal: abort.signal });
  await aborted;
  assert.equal((await (await get('/outcome?for=two')).json()).state, 'waiting');
  abort.abort();
  let outcome;
  do outcome = await (await get('/outcome?for=two')).json();
  while (outcome.state === 'waiting');
  assert.equal(outcome.state, 'aborted');

  assert.equal((await get('/outcome?for=three')).status, 404);
  assert.equal((await get('/outcome')).status, 404);
});

/** A request whose path is sent as it stands. @param {string} path @returns {Promise<{ status: number, body: string }>} */
function getRaw(path) {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    request({ hostname, port, path }, async (response) => {
      let body = '';
      for await (const chunk of response) body += chunk;
      resolve({ status: response.statusCode ?? 0, body });
    })
      .on('error', reject)
      .end();
  });
}

test('no path leads out of the folder', async () => {
  await symlink(join(folder, 'secret.txt'), join(folder, 'root', 'inner', 'link.txt'));
  const paths = [
    '/../secret.txt',
    '/inner/../../secret.txt',
    '/inner/../index.html',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '/..\\secret.txt',
    '//secret.txt',
    '/./index.html',
    '/inner//some.wasm',
    '/inner',
    '/inner/',
    '/%00',
    '/index.html%00.js',
    join(folder, 'secret.txt'),
    `/${join(folder, 'secret.txt')}`,
    `${server.url}../secret.txt`,
    '/inner/link.txt',
  ];
  for (const path of paths) {
    const { status, body } = await getRaw(path);
    assert.equal(status, 404, path);
    assert.doesNotMatch(body, /secret|page/, path);
  }
});

/** @param {string[]} args @param {Record<string, string>} [env] */
function runServer(args, env = {}) {
  const child = spawn(process.execPath, [SERVER, ...args], { env: { ...process.env, ...env } });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (data) => (output.stdout += data));
  child.stderr.on('data', (data) => (output.stderr += data));
  return { child, output, ended: once(child, 'close').then(([status]) => status) };
}

test('says where it is, and ends by Ctrl-C', async () => {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    const { child, output, ended } = runServer(['--port', '0']);
    await once(child.stdout, 'data');
    const [, url] =
      /^asyncio-wasm demo: (http:\/\/127\.0\.0\.1:\d+\/)\n$/.exec(output.stdout) ?? [];
    assert.ok(url, output.stdout);
    const underWay = fetch(`${url}delay?ms=20000`).then((response) => response.text());
    const broken = assert.rejects(underWay);
    await fetch(url);
    child.kill(signal);
    assert.equal(await ended, 0);
    await broken;
    assert.equal(output.stderr, '');
  }
});

test('says when the port is taken', async () => {
  const { port } = new URL(server.url);
  const next = Number(port) + 1;
  const runs = [runServer(['--port', port]), runServer([], { PORT: port })];
  for (const { output, ended } of runs) {
    assert.equal(await ended, 1);
    assert.equal(
      output.stderr,
      `asyncio-wasm demo: port ${port} is taken; choose another: make demo PORT=${next}\n`,
    );
    assert.equal(output.stdout, '');
  }
});

test('says what is wrong with a port', async () => {
  for (const port of ['http', '65536', '-1', '80.5', '']) {
    const { output, ended } = runServer([`--port=${port}`]);
    assert.equal(await ended, 1);
    assert.match(output.stderr, /^asyncio-wasm demo: '.*' is no port; take one from 1 to 65535/);
  }
});
