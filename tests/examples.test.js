/* Runs every example, built by both toolchains, and compares what it prints. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename } from 'node:path';
import { after, before, test } from 'node:test';

/** @returns {Promise<{ status: number, stdout: string, stderr: string }>} */
async function run(script, args, input = '') {
  const child = spawn(process.execPath, [script, ...args]);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text) => (stdout += text));
  child.stderr.on('data', (text) => (stderr += text));
  child.stdin.end(input);
  const [status] = await once(child, 'close');
  return { status, stdout, stderr };
}

const runExample = (file, ...args) => run('src/cli/asyncio-run.js', [file, ...args]);

/** What each example does, as a check of one of its builds. */
const checks = {
  async hello(file) {
    const { status, stdout } = await runExample(file);
    assert.equal(status, 0);
    const lines = (verb) => ['Ada', 'Grace', 'Edsger'].map((name) => `${verb}, ${name}\n`);
    assert.equal(stdout, [...lines('hello'), ...lines('goodbye')].join(''));
  },

  async sequential_or_together(file) {
    const { status, stdout } = await runExample(file);
    assert.equal(status, 0);
    const [, sequential, together] = stdout.match(
      /^one after another: ([\d.]+) s, results 0 1 4\ntogether: ([\d.]+) s, results 0 1 4\n$/,
    );
    assert(sequential >= 3);
    assert(together >= 1 && together < sequential);
  },

  async timeout_and_cancel(file) {
    const { status, stdout } = await runExample(file);
    assert.equal(status, 0);
    assert.equal(
      stdout,
      'work begins\nwork is done\nin time: 42\n\n' +
        'work begins\nwork is cancelled, and cleans up\ntoo late: timed out\n\n' +
        'work begins\nwork is cancelled, and cleans up\non request: cancelled\n',
    );
  },

  async fetch_many(file) {
    const urls = ['a', 'bcd', 'missing'].map((path) => `${address}/${path}`);
    const { status, stdout } = await runExample(file, ...urls, 'http://127.0.0.1:1/');
    assert.equal(status, 0);
    const lines = stdout.split('\n');
    assert.deepEqual(lines.slice(0, 3).sort(), [
      `${urls[0]}: 200, 1 bytes of text/plain`,
      `${urls[1]}: 200, 3 bytes of text/plain`,
      `${urls[2]}: 404, 4 bytes of no type`,
    ]);
    assert.match(lines[3], /^failed: GET http:\/\/127\.0\.0\.1:1\/: /);
    assert.equal(lines[4], '8 bytes in all');
  },

  async call_javascript(file) {
    const { status, stdout } = await run('examples/call_javascript.js', [file]);
    assert.equal(status, 0);
    assert.equal(
      stdout,
      'hello Ada, you are 36\n3 * 3 + 4 * 4 = 25\n' + 'a rejected promise is an error: not today\n',
    );
  },

  async ordinary_c(file) {
    const words = 'the quick  brown\nfox\n'.repeat(5000);
    const { status, stdout, stderr } = await run(
      'src/cli/asyncio-run.js',
      [file, 'one', 'two'],
      words,
    );
    assert.equal(status, 0);
    assert.equal(stdout, `${basename(file)} with 2 arguments\n20000 words\n`);
    assert.match(stderr, /^\.*$/);
  },
};

let server;
let address;

before(async () => {
  server = createServer(({ url }, response) => {
    if (url === '/missing') return response.writeHead(404).end('gone');
    response.writeHead(200, { 'content-type': 'text/plain' }).end(url.slice(1));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  address = `http://127.0.0.1:${server.address().port}`;
});

after(() => server.close());

const examples = readdirSync('examples').filter((file) => file.endsWith('.c'));

test('every example has a check, and is shorter than 60 lines', () => {
  assert.deepEqual(examples.map((file) => basename(file, '.c')).sort(), Object.keys(checks).sort());
  for (const file of examples)
    assert(readFileSync(`examples/${file}`, 'utf8').split('\n').length <= 60, file);
});

for (const [name, check] of Object.entries(checks)) {
  test(`examples/${name}.c by clang and wasi-libc`, () =>
    check(`build/wasi/examples/${name}.wasm`));
  test(`examples/${name}.c by Emscripten`, () => check(`build/emscripten/examples/${name}.mjs`));
}
