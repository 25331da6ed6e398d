/*
 * The conformance test: random programs, run on CPython's own asyncio and on this runtime,
 * must do the same things in the same order at the same (virtual) times.
 *
 *     node tests/conformance/run.js --seeds=0:1000 [--toolchain=wasi|emscripten|both]
 *       [--features=tasks,locks,...] [--shrink=3] [--keep] [--print]
 *
 * generate/ makes a program from a seed (program.js explains its language); reference/ runs
 * it on asyncio in Pyodide, on an event loop whose clock jumps to the next deadline;
 * interpreter.c runs it on this runtime, on the virtual clock. Both trace every statement
 * with its outcome. Where the traces differ, the program is shrunk, and printed beside both
 * traces; --keep saves it in cases/, which conformance.test.js runs ever after. What cannot
 * be compared, and why, is in exclusions.md.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { compare } from './compare.js';
import { candidate, reference, toolchains } from './engines.js';
import { featureNames, generate } from './generate/index.js';
import { numberedLines, read, write } from './program.js';
import { shrink } from './shrink.js';

const BATCH = 250;
const CASES = new URL('cases/', import.meta.url);

const { values: options } = parseArgs({
  options: {
    seeds: { type: 'string' },
    toolchain: { type: 'string', default: 'both' },
    features: { type: 'string', default: featureNames.join(',') },
    cases: { type: 'boolean', default: false },
    shrink: { type: 'string', default: '3' },
    keep: { type: 'boolean', default: false },
    print: { type: 'boolean', default: false },
  },
});

/** @param {import('./program.js').Program} program */
const size = (program) => numberedLines(program).length;

/** Two traces side by side, from where they part. @param {import('./compare.js').Difference} difference */
function report({ program, engine, expected, actual }) {
  const rows = Math.max(expected.length, actual.length);
  const width = Math.max(10, ...expected.map((line) => line.length));
  const traces = Array.from({ length: rows }, (_, i) => {
    const [left = '', right = ''] = [expected[i], actual[i]];
    return `${left === right ? ' ' : '*'} ${left.padEnd(width)} | ${right}`;
  });
  const title = `  ${'CPython'.padEnd(width)} | this runtime, by ${engine}`;
  return [`program ${program.name}`, ...numberedLines(program), title, ...traces, ''].join('\n');
}

function* batches() {
  if (options.cases) yield readCases();
  if (!options.seeds) return;
  const features = options.features.split(',');
  const [from, to] = options.seeds.split(':').map(Number);
  for (let first = from; first < to; first += BATCH)
    yield Array.from({ length: Math.min(BATCH, to - first) }, (_, i) =>
      generate(first + i, features),
    );
}

const readCases = () =>
  readdirSync(CASES)
    .filter((file) => file.endsWith('.txt'))
    .flatMap((file) => read(readFileSync(new URL(file, CASES), 'utf8')));

const python = reference();
const ours = toolchains
  .filter((name) => [name, 'both'].includes(options.toolchain))
  .map((name) => candidate(name));

let programs = 0;
let failures = 0;
const started = performance.now();
for (const batch of batches()) {
  if (options.print) console.log(batch.map(write).join('\n'));
  const differences = await compare(python, ours, batch);
  programs += batch.length;
  for (const difference of differences) {
    failures++;
    console.log(`program ${difference.program.name} differs on ${difference.engine}`);
    if (failures > Number(options.shrink)) continue;
    const engine = ours.find(({ name }) => name === difference.engine);
    if (!engine) continue;
    const small = await shrink(python, engine, difference);
    console.log(report(small));
    if (options.keep && size(small.program) < 60)
      writeFileSync(new URL(`${small.program.name}.txt`, CASES), write(small.program));
  }
}
await Promise.all([python, ...ours].map((engine) => engine.stop()));
const seconds = ((performance.now() - started) / 1000).toFixed(1);
const engines = ours.map(({ name }) => name).join(' and ');
console.log(`${programs} programs on ${engines}: ${failures} differ, ${seconds} s`);
process.exitCode = failures > 0 ? 1 : 0;
