import { compare } from './compare.js';

/** @typedef {import('./program.js').Program} Program */
/** @typedef {import('./program.js').Statement} Statement */

/** Every list that is LIST with something less. @param {Statement[]} list @returns {Statement[][]} */
function smallerLists(list) {
  const smaller = [];
  if (list.length > 2) {
    const half = list.length >> 1;
    smaller.push(list.slice(half), list.slice(0, half));
  }
  for (let i = 0; i < list.length; i++) {
    const around = (/** @type {Statement[]} */ ...middle) => [
      ...list.slice(0, i),
      ...middle,
      ...list.slice(i + 1),
    ];
    smaller.push(around());
    const { name, block, operands, propagates } = list[i];
    if (block) {
      smaller.push(around(...block));
      for (const inner of smallerLists(block)) smaller.push(around({ ...list[i], block: inner }));
    }
    if (operands.length > (VARIADIC[name] ?? Infinity))
      smaller.push(around({ ...list[i], operands: operands.slice(0, operands.length - 1) }));
    if (!propagates) smaller.push(around({ ...list[i], propagates: true }));
  }
  return smaller;
}

/** @param {Statement[]} list @param {(statement: Statement) => Statement} change @returns {Statement[]} */
const changeAll = (list, change) =>
  list.map((each) => change(each.block ? { ...each, block: changeAll(each.block, change) } : each));

/** Leaves out one body that nobody names. @param {Program} program @returns {Statement[][][]} */
function withoutBody({ bodies }) {
  const named = new Set([0]);
  for (const body of bodies)
    changeAll(body, (each) => {
      named.add(each.operands[BODY_OPERANDS[each.name]]);
      return each;
    });
  const without = (/** @type {number} */ gone) => (/** @type {Statement} */ each) => {
    const place = BODY_OPERANDS[each.name];
    const shift = each.operands[place] > gone ? -1 : 0;
    return place === undefined
      ? each
      : { ...each, operands: each.operands.with(place, each.operands[place] + shift) };
  };
  return [...bodies.keys()]
    .filter((body) => !named.has(body))
    .map((gone) => bodies.toSpliced(gone, 1).map((body) => changeAll(body, without(gone))));
}

/** @param {Program} program @returns {Statement[][][]} */
function smaller(program) {
  return [
    ...withoutBody(program),
    ...program.bodies.flatMap((body, i) =>
      smallerLists(body).map((list) => program.bodies.with(i, list)),
    ),
  ];
}

/** How many operands it needs, where the last ones are a list. @type {Record<string, number>} */
const VARIADIC = { gather: 2, gather_into: 3, wait: 3 };

/** Which operand is a body. @type {Record<string, number>} */
const BODY_OPERANDS = {
  spawn: 1,
  group_spawn: 1,
  spawn_eager: 1,
  call_soon: 1,
  call_later: 1,
  call_at: 1,
  on_done: 1,
  off_done: 1,
};

/**
 * The smallest program that can be had from one whose traces differ, by leaving out one
 * thing after the other as long as they do.
 * @param {import('./engines.js').Engine} reference
 * @param {import('./engines.js').Engine} candidate
 * @param {import('./compare.js').Difference} difference
 */
export async function shrink(reference, candidate, difference) {
  const { name } = difference.program;
  for (;;) {
    const found = await firstDifference(reference, candidate, smaller(difference.program));
    if (!found) return { ...difference, program: { ...difference.program, name } };
    difference = found;
  }
}

/** How many are tried at once: the first ones are the smallest, and often do. */
const TRIES = 40;

/**
 * @param {import('./engines.js').Engine} reference
 * @param {import('./engines.js').Engine} candidate
 * @param {Statement[][][]} programs their bodies
 */
async function firstDifference(reference, candidate, programs) {
  for (let i = 0; i < programs.length; i += TRIES) {
    const tries = programs.slice(i, i + TRIES).map((bodies, j) => ({ name: `${i + j}`, bodies }));
    const differences = await compare(reference, [candidate], tries);
    if (differences.length > 0) return differences[0];
  }
  return undefined;
}
