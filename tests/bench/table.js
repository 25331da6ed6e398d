import { PLACES } from './summary.js';

const PEERS = ['JavaScript 20', 'JavaScript 26', 'CPython'];

/**
 * @param {import('./summary.js').Line[]} lines
 * @param {{ processor: string, load: number[], nodes: string[], emcc: string, python: string, rounds: number, began: string }} machine
 */
export function table(lines, machine) {
  const heads = [
    ['', '', 'clang', '', 'emcc', '', 'JS', '', 'CPython', '/ JS', '', '', '', '/ other row'],
    [
      ...['', '', '20', '26', '20', '26', '20', '26', ''],
      ...['c 20', 'c 26', 'e 20', 'e 26', 'c 20', 'c 26', 'e 20', 'e 26'],
    ],
  ];
  const body = lines.map(({ row, values, toJavascript, toOver }) => [
    row.title,
    row.unit,
    ...[...PLACES, ...PEERS].map((place) => value(values[place], row.below)),
    ...PLACES.map((place) => ratio(toJavascript[place], row.belowJavascript)),
    ...PLACES.map((place) => ratio(toOver[place], row.belowOver)),
    row.over ? `/ ${lines.find((line) => line.id === row.over)?.row.title ?? row.over}` : '',
  ]);
  const { processor, load, nodes, emcc, python, rounds, began } = machine;
  return [
    `${began.slice(0, 16).replace('T', ' ')} UTC, ${processor}, load ${load.map((x) => x.toFixed(1)).join(' to ')}`,
    `Node ${nodes.join(' and ')}; ${emcc}; ${python || 'no CPython'}`,
    `Medians of ${rounds} rounds. c: clang and wasi-libc, e: Emscripten; ! misses its target.`,
    '',
    ...align([...heads, ...body]),
  ].join('\n');
}

/** @param {number | undefined} number @param {number} [below] */
const value = (number, below) => (number === undefined ? '-' : three(number) + mark(number, below));

/** @param {number | undefined} number @param {number} [below] */
const ratio = (number, below) => (number === undefined ? '' : two(number) + mark(number, below));

/** @param {number} number @param {number} [below] */
const mark = (number, below) => (below !== undefined && number > below ? '!' : ' ');

/** @param {number} number */
const two = (number) => (number < 10 ? number.toFixed(2) : three(number));

/** @param {number} number */
function three(number) {
  if (Math.abs(number) >= 100) return Math.round(number).toLocaleString('en-US');
  return number.toFixed(Math.abs(number) < 10 ? 2 : 1);
}

/** The first column and the last are text. @param {string[][]} rows */
function align(rows) {
  const columns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, i) =>
    Math.max(...rows.map((row) => (row[i] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, i) =>
        i === 0 || i === columns - 1 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]),
      )
      .join('  ')
      .trimEnd(),
  );
}
