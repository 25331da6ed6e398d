import { STUCK } from './engines.js';
import { write } from './program.js';

/** @typedef {import('./program.js').Program} Program */
/** @typedef {import('./engines.js').Engine} Engine */

/**
 * A program whose traces are not equal.
 * @typedef {object} Difference
 * @property {Program} program
 * @property {string} engine
 * @property {string[]} expected
 * @property {string[]} actual
 */

/** The traces of a batch, by the programs' names. @param {string} output */
function split(output) {
  const traces = new Map();
  for (const part of output.split(/^program /m).slice(1)) {
    const [name, ...lines] = part.trimEnd().split('\n');
    traces.set(name, lines);
  }
  return traces;
}

/**
 * Runs PROGRAMS. Where one of them ends the interpreter, those behind it get another; where
 * one keeps it running for ever, it is searched for by halves.
 * @param {Engine} engine
 * @param {Program[]} programs
 * @returns {Promise<Map<string, string[]>>}
 */
async function traces(engine, programs) {
  const output = await engine.run(programs.map(write).join(''));
  if (output === STUCK && programs.length > 1) {
    const half = programs.length >> 1;
    const first = await traces(engine, programs.slice(0, half));
    return new Map([...first, ...(await traces(engine, programs.slice(half)))]);
  }
  const all = split(output);
  // The last one may have ended the interpreter; its trace then tells how.
  if (all.size === 0) all.set(programs[0].name, output.split('\n'));
  const rest = programs.filter(({ name }) => !all.has(name));
  if (rest.length === 0) return all;
  return new Map([...all, ...(await traces(engine, rest))]);
}

/**
 * @param {Engine} reference
 * @param {Engine[]} candidates
 * @param {Program[]} programs with names of their own
 * @returns {Promise<Difference[]>}
 */
export async function compare(reference, candidates, programs) {
  const [expected, ...actual] = await Promise.all(
    [reference, ...candidates].map((engine) => traces(engine, programs)),
  );
  return candidates.flatMap(({ name: engine }, i) =>
    programs.flatMap((program) => {
      const [left, right] = [expected, actual[i]].map((all) => all.get(program.name) ?? []);
      const equal = left.join('\n') === right.join('\n');
      return equal ? [] : [{ program, engine, expected: left, actual: right }];
    }),
  );
}
