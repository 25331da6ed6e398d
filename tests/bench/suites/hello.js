import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/** Until its first output, in milliseconds. @param {string[]} args */
function firstOutput(args) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const program = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    program.stdout.once('data', () => resolve(performance.now() - start));
    program.once('close', () => reject(new Error(`no output: ${args.join(' ')}`)));
  });
}

/** @param {string[]} files */
function bytes(files) {
  const contents = files.map((file) => readFileSync(file));
  return {
    hello_raw: contents.reduce((sum, content) => sum + content.length, 0),
    hello_gzip: contents.reduce((sum, content) => sum + gzipSync(content, { level: 9 }).length, 0),
  };
}

/** What a page needs besides the program, as a bundler makes it. */
function hostBytes() {
  const options = ['--bundle', '--minify', '--format=esm', '--external:node:*'];
  const bundle = execFileSync(here('../../../node_modules/.bin/esbuild'), [
    here('../../../src/host/index.js'),
    ...options,
  ]);
  return { hello_host: gzipSync(bundle, { level: 9 }).length };
}

/** @param {string} file */
const filesOf = (file) =>
  file.endsWith('.mjs') ? [file, file.replace(/\.mjs$/, '.wasm')] : [file];

/** @type {import('../suite.js').Suite} */
export default {
  program: 'hello',
  apart: true,
  warmUps: 1,
  samples: 3,
  rows: {
    hello: {
      title: 'start to first output',
      unit: 'ms',
      ours: async (_app, { file }) => ({
        hello: await firstOutput([here('../../../src/cli/asyncio-run.js'), file]),
        ...bytes(filesOf(file)),
        ...hostBytes(),
      }),
      javascript: () => firstOutput([here('../peers/hello.js')]),
    },
    hello_raw: { title: '  size of it, with names', unit: 'B' },
    hello_gzip: { title: '  the same by gzip', unit: 'B' },
    hello_host: { title: '  and our JavaScript by gzip', unit: 'B' },
  },
};
