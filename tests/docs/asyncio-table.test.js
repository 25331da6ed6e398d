/*
 * docs/asyncio.md says of every entry of Python's asyncio what it is here, and names the
 * test that proves it. This checks that the page is complete, and that what it names exists.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

const ROOT = new URL('../../', import.meta.url);
const STATUSES = ['same', 'differs', 'not applicable', 'planned'];

/** @param {string} path from the root of the repository */
const read = (path) => readFileSync(new URL(path, ROOT), 'utf8');

/** @type {{ group: string, entries: [number, string][] }[]} */
const inventory = JSON.parse(read('tests/docs/inventory.json'));
const page = read('docs/asyncio.md');

/** The cells of a table's row. @param {string} line */
const cellsOf = (line) =>
  line
    .slice(1, line.lastIndexOf('|'))
    .split('|')
    .map((cell) => cell.trim());

/** @param {string} text */
const codeSpans = (text) => [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1]);

/**
 * @typedef {object} Row
 * @property {number} number
 * @property {string} name Python's
 * @property {string} group the heading above it
 * @property {string} status
 * @property {string[]} proofs
 */

/** @returns {Row[]} */
function readRows() {
  const rows = [];
  let group = '';
  for (const line of page.split('\n')) {
    if (line.startsWith('#')) group = line.replace(/^#+ /, '');
    if (!/^\| *\d+ *\|/.test(line)) continue;
    const [number, name, ours, status, last, ...more] = cellsOf(line);
    assert.ok(last !== undefined && more.length === 0, `not five cells: ${line}`);
    const proofs = codeSpans(`${ours} ${last}`).filter((span) => span.startsWith('tests/'));
    rows.push({ number: Number(number), name: name.replaceAll('`', ''), group, status, proofs });
  }
  return rows;
}

const rows = readRows();

/** The tests of a C file: TEST(name), if RUN(name) is there too, or a title it prints. @param {string} source */
function testsInC(source) {
  if (!/^TESTS\(/m.test(source))
    return [...source.matchAll(/printf\("([^"%]*)\\n"\)/g)].map((match) => match[1]);
  const run = new Set([...source.matchAll(/\bRUN\(\s*(\w+)\s*\)/g)].map((match) => match[1]));
  const all = [...source.matchAll(/^TEST\((\w+)\)/gm)].map((match) => match[1]);
  return all.filter((name) => run.has(name));
}

/** The titles in a JavaScript file, with what is in ${} as it is written. @param {string} source */
const testsInJavaScript = (source) =>
  [...source.matchAll(/\btest\(\s*(['"`])((?:\\.|(?!\1).)*)\1/gs)].map((match) => match[2]);

/** What is wrong with a proof, or ''. @param {string} proof as in tests/c/sleep.c: its_name */
function faultOf(proof) {
  const [, file, name] = /^(\S+): (.+)$/.exec(proof) ?? [];
  if (file === undefined) return `is not "file: test"`;
  if (!existsSync(new URL(file, ROOT))) return 'names a file that does not exist';
  const found = file.endsWith('.c')
    ? testsInC(read(file)).includes(name)
    : testsInJavaScript(read(file)).some((title) => title.includes(name));
  return found ? '' : 'names a test that is not there, or that nothing runs';
}

/** All headers without comments. */
const headers = [
  'include/asyncio.h',
  ...readdirSync(new URL('include/asyncio/', ROOT)).map((name) => `include/asyncio/${name}`),
]
  .map((path) => read(path).replace(/\/\*.*?\*\//gs, ' '))
  .join('\n');

/** Functions, and macros that look like them. */
function publicFunctions() {
  const macros = [...headers.matchAll(/^#define (asyncio_\w+)\(/gm)].map((match) => match[1]);
  const code = headers.replace(/^#.*(\\\n.*)*$/gm, '').replace(/\btypedef\b[^;{]*\(.*?;/gs, '');
  const functions = [...code.matchAll(/\b(asyncio_\w+)\(/g)].map((match) => match[1]);
  const hidden = macros.map((name) => `${name}_with`); // what such a macro stands for
  return [...new Set([...macros, ...functions])].filter((name) => !hidden.includes(name));
}

/** The words of the page that are set as code. */
function codeWords() {
  const blocks = [...page.matchAll(/^```\w*\n(.*?)^```/gms)].map((match) => match[1]);
  const spans = codeSpans(page.replace(/^```.*?^```/gms, '')).filter(
    (span) => !span.startsWith('tests/'),
  );
  return new Set([...blocks, ...spans].join('\n').match(/\b(?:asyncio|ASYNCIO)_\w+/g));
}

/** @param {string} what @param {string[]} faults */
function assertNone(what, faults) {
  if (faults.length > 0) assert.fail(`docs/asyncio.md: ${what}:\n  ${faults.join('\n  ')}`);
}

test('the page has each entry once, in its group, by its name in Python', () => {
  const faults = [];
  for (const { group, entries } of inventory)
    for (const [number, name] of entries) {
      const found = rows.filter((row) => row.number === number);
      if (found.length !== 1) faults.push(`${number} is there ${found.length} times`);
      for (const row of found) {
        if (row.name !== name) faults.push(`${number} is called "${row.name}", not "${name}"`);
        if (row.group !== group) faults.push(`${number} is in "${row.group}", not "${group}"`);
      }
    }
  const numbers = new Set(inventory.flatMap(({ entries }) => entries.map(([number]) => number)));
  for (const { number } of rows) if (!numbers.has(number)) faults.push(`${number} is no entry`);
  assertNone('entries', faults);
  assert.deepEqual(
    rows.map(({ number }) => number),
    Array.from({ length: 356 }, (_, index) => index + 1),
    'docs/asyncio.md: the entries are not in their order',
  );
});

test('every status is one of the four', () => {
  const faults = rows
    .filter(({ status }) => !STATUSES.includes(status))
    .map(({ number, status }) => `${number} has "${status}"`);
  assertNone('statuses', faults);
});

test('every row that says "same" names a test, and every test that is named exists', () => {
  const faults = [];
  for (const { number, status, proofs } of rows) {
    if (status === 'same' && proofs.length === 0) faults.push(`${number} names no test`);
    for (const proof of proofs) {
      const fault = faultOf(proof);
      if (fault) faults.push(`${number}: "${proof}" ${fault}`);
    }
  }
  assertNone('proofs', faults);
});

test('every name of ours is declared in a header', () => {
  const declared = new Set(headers.match(/\w+/g));
  const faults = [...codeWords()].filter((name) => !declared.has(name));
  assertNone('names that no header declares', faults);
});

test('every public function is on the page', () => {
  const named = codeWords();
  const functions = publicFunctions();
  assert.ok(functions.includes('asyncio_await') && functions.includes('asyncio_gather'));
  const faults = functions.filter((name) => !named.has(name));
  assertNone('functions that the page does not name', faults);
});

test('the counts are what the rows say', () => {
  const table = page.slice(page.indexOf('\n## Counts\n')).match(/^\|.*\|$/gm) ?? [];
  /** @param {string} name @param {Row[]} counted */
  const line = (name, counted) => {
    const each = STATUSES.map((status) => counted.filter((row) => row.status === status).length);
    return `| ${[name, ...each, counted.length].join(' | ')} |`;
  };
  const right = [
    `| group | ${STATUSES.join(' | ')} | all |`,
    `|---|${'---|'.repeat(STATUSES.length + 1)}`,
    ...inventory.map(({ group }) =>
      line(
        group,
        rows.filter((row) => row.group === group),
      ),
    ),
    line('**all**', rows),
  ];
  const faults = right
    .map((expected, i) =>
      table[i] === expected ? '' : `should be "${expected}", is "${table[i]}"`,
    )
    .filter(Boolean);
  if (table.length > right.length) faults.push(`ends with "${table.at(-1)}"`);
  assertNone('counts', faults);
});
