/**
 * Programs of the conformance test: as trees, for making and shrinking them, and as the
 * text that both interpreters read.
 *
 *     program 17            its number: the seed that it was made from
 *     body                  body 0, which starts as task t1
 *       spawn 0 1           starts body 1 as a task, into slot 0
 *       timeout! 3          a block; "!": if it fails, so does what is around it
 *         await! 0
 *       end
 *     body                  body 1
 *       sleep 5             no "!": a failure, even ECANCELED, is traced and forgotten
 *     run
 *
 * Operands are whole numbers: times in seconds, and indices of shared objects, of which
 * every program has the same few.
 *
 * @typedef {object} Statement
 * @property {string} name
 * @property {boolean} propagates
 * @property {number[]} operands
 * @property {Statement[]} [block]
 *
 * @typedef {object} Program
 * @property {string} name
 * @property {Statement[][]} bodies
 */

/** @param {Statement[]} statements @param {string} indent @returns {string} */
const writeStatements = (statements, indent) =>
  statements
    .map(({ name, propagates, operands, block }) => {
      const words = [name + (propagates ? '!' : ''), ...operands].join(' ');
      const inner = block ? `${writeStatements(block, `${indent}  `)}${indent}end\n` : '';
      return `${indent}${words}\n${inner}`;
    })
    .join('');

/** @param {Program} program */
export const write = ({ name, bodies }) =>
  `program ${name}\n${bodies.map((body) => `body\n${writeStatements(body, '  ')}`).join('')}run\n`;

/** The lines of a program's text by the numbers that traces refer to. @param {Program} program */
export const numberedLines = (program) =>
  write(program)
    .split('\n')
    .slice(1, -2)
    .map((line, number) => `${String(number).padStart(3)} ${line}`);

/** Reads what write() has written. @param {string} text @returns {Program[]} */
export function read(text) {
  /** @type {Program[]} */
  const programs = [];
  /** @type {Statement[][]} */
  let open = [];
  for (const line of text.split('\n')) {
    const [word, ...operands] = line.trim().split(' ');
    if (word === '' || word === 'run' || word.startsWith('#')) continue;
    if (word === 'program') {
      programs.push({ name: operands.join(' '), bodies: [] });
    } else if (word === 'body') {
      open = [[]];
      programs[programs.length - 1].bodies.push(open[0]);
    } else if (word === 'end') {
      open.pop();
    } else {
      const name = word.replace('!', '');
      /** @type {Statement} */
      const statement = { name, propagates: word.endsWith('!'), operands: operands.map(Number) };
      open[open.length - 1].push(statement);
      if (BLOCKS.has(name)) open.push((statement.block = []));
    }
  }
  return programs;
}

/** The statements that have a block. */
export const BLOCKS = new Set([
  'try',
  'repeat',
  'with_lock',
  'with_condition',
  'with_semaphore',
  'timeout',
  'timeout_at',
  'group',
]);
