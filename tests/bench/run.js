/**
 * Measures this runtime beside its peers: `node tests/bench/run.js [SUITE...]`. Prints a
 * table and writes build/bench.json. BENCH_ROUNDS says how often all is measured.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { environment, run } from './process.js';
import { summarize } from './summary.js';
import { table } from './table.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const bench = join(root, 'tests', 'bench');
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);

/** In the order of the table. */
const ORDER = ['switch', 'tasks', 'timers', 'sleepers_10k', 'sleepers_100k', 'sleepers_small'];

const NODES = ['20', '26'].map((version) => ({
  version,
  path: execFileSync('sh', [join(root, 'src', 'setup', 'node.sh'), version], {
    encoding: 'utf8',
  }).trim(),
}));

const TOOLCHAINS = [
  { toolchain: 'wasi', extension: 'wasm' },
  { toolchain: 'emscripten', extension: 'mjs' },
];

async function chosenSuites() {
  const known = readdirSync(join(bench, 'suites')).map((file) => file.replace(/\.js$/, ''));
  const sorted = [...ORDER, ...known.filter((name) => !ORDER.includes(name))];
  const asked = process.argv.slice(2);
  const names = asked.length > 0 ? asked : sorted;
  return Promise.all(
    names.map(async (name) => ({
      name,
      /** @type {import('./suite.js').Suite} */
      suite: (await import(`./suites/${name}.js`)).default,
    })),
  );
}

/** Emscripten's own fibers, compiled as their manual says. */
function buildFibers() {
  const file = join(root, 'build', 'emscripten', 'tests', 'bench', 'fibers.cjs');
  mkdirSync(dirname(file), { recursive: true });
  execFileSync(
    process.env.EMCC ?? 'emcc',
    ['-O2', '-sASYNCIFY', '-sMODULARIZE', join(bench, 'peers', 'fibers.c'), '-o', file],
    { env: environment(), stdio: 'inherit' },
  );
  return file;
}

async function startServer() {
  const server = spawn(process.execPath, [join(bench, 'peers', 'server.js')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const port = await new Promise((resolve) => server.stdout.once('data', resolve));
  process.env.BENCH_URL = `http://127.0.0.1:${Number(port)}/`;
  return server;
}

/**
 * One sample of one suite at one place.
 * @typedef {{ suite: string, round: number, place: string, node: string, side: string, samples: Record<string, number[]> }} Found
 */

/**
 * @param {{ name: string, suite: import('./suite.js').Suite }} chosen
 * @param {number} round
 * @returns {Promise<Found[]>}
 */
async function measure({ name, suite }, round) {
  /** @type {Found[]} */
  const found = [];
  const child = join(bench, 'child.js');
  for (const { version, path } of NODES) {
    for (const { toolchain, extension } of TOOLCHAINS) {
      const file = join(
        root,
        'build',
        toolchain,
        'tests',
        'bench',
        `${suite.program}.${extension}`,
      );
      const side = suite.apart ? 'ours' : 'both';
      const { ours, javascript } = await run(path, [child, name, side, toolchain, file]);
      const at = { suite: name, round, place: `${toolchain} ${version}`, node: version };
      found.push({ ...at, side: 'ours', samples: ours });
      if (!suite.apart) found.push({ ...at, side: 'javascript', samples: javascript });
    }
    if (suite.apart && Object.values(suite.rows).some((row) => row.javascript)) {
      const { javascript } = await run(path, [child, name, 'javascript']);
      const at = { suite: name, round, place: 'JavaScript', node: version };
      found.push({ ...at, side: 'javascript', samples: javascript });
    }
  }
  const samples = suite.cpython && (await runPython(name));
  if (samples)
    found.push({ suite: name, round, place: 'CPython', node: '', side: 'cpython', samples });
  return found;
}

let python = process.env.PYTHON ?? 'python3';

/** @param {string} suite */
async function runPython(suite) {
  if (!python) return undefined;
  try {
    return await run(python, [join(bench, 'peers', 'cpython.py'), suite]);
  } catch (error) {
    if (/** @type {any} */ (error).code !== 'ENOENT') throw error;
    python = '';
    return undefined;
  }
}

const suites = await chosenSuites();
if (suites.some(({ name }) => name === 'switch')) process.env.BENCH_FIBERS = buildFibers();
const server = suites.some(({ suite }) => suite.server) ? await startServer() : undefined;
const load = [loadavg()[0]];
const began = new Date();

/** @type {Found[]} */
const found = [];
for (let round = 0; round < rounds; round++) {
  for (const chosen of suites) {
    progress(`round ${round + 1} of ${rounds}: ${chosen.name}`);
    found.push(...(await measure(chosen, round)));
    load.push(loadavg()[0]);
  }
}
progress('');
server?.stdin.end();

const machine = {
  processor: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`,
  load: [Math.min(...load), Math.max(...load)],
  nodes: NODES.map(({ path }) => execFileSync(path, ['--version'], { encoding: 'utf8' }).trim()),
  emcc: firstLine(process.env.EMCC ?? 'emcc'),
  python: python && firstLine(python),
  began: began.toISOString(),
  rounds,
};
const rows = summarize(suites, found);
console.log(table(rows, machine));
const output = join(root, 'build', 'bench.json');
mkdirSync(dirname(output), { recursive: true });
writeFileSync(output, `${JSON.stringify({ machine, rows, found }, null, 1)}\n`);
console.log(`\nAll samples: ${output}`);

/** @param {string} text */
function progress(text) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}

/** @param {string} command */
function firstLine(command) {
  const env = environment();
  return execFileSync(command, ['--version'], { encoding: 'utf8', env })
    .split('\n')[0]
    .replace(/\(.*?\) ?/g, '')
    .trim();
}
