/** @typedef {import('./index.js').Generator} Generator */

/** @param {Generator} g */
const condition = (g) => g.which('condition', 2);

/** @param {Generator} g */
const semaphore = (g) => g.which('semaphore', 5);

/** @param {Generator} g */
const barrier = (g) => g.which('barrier', 3);

/**
 * What is done with a condition while its lock is held.
 * @param {(g: Generator) => number} which
 * @param {number} weight
 * @returns {import('./index.js').Choice[]}
 */
const onCondition = (which, weight) => [
  { weight: weight * 0.75, name: 'condition_wait', waits: true, operands: (g) => [which(g)] },
  {
    weight: weight / 2,
    name: 'condition_wait_for',
    waits: true,
    operands: (g) => [which(g), g.random.below(2), g.random.between(1, 3)],
  },
  {
    weight,
    name: 'condition_notify',
    wakes: true,
    operands: (g) => [which(g), g.random.between(0, 2)],
  },
  { weight, name: 'condition_notify_all', wakes: true, operands: (g) => [which(g)] },
];

/**
 * One feature for each kind of object, so that a program that has it uses little else.
 * @type {import('./index.js').Feature[]}
 */
export const sync = [
  {
    name: 'locks',
    statements: [
      { weight: 3, name: 'acquire', waits: true, operands: (g) => [g.which('lock', 2)] },
      { weight: 2, name: 'release', wakes: true, operands: (g) => [g.which('lock', 2)] },
      { weight: 0.5, name: 'locked', operands: (g) => [g.which('lock', 2)] },
      {
        weight: 8,
        name: 'with_lock',
        wakes: true,
        block: true,
        operands: (g) => [g.which('lock', 2)],
      },
    ],
  },
  {
    name: 'events',
    statements: [
      { weight: 5, name: 'event_wait', waits: true, operands: (g) => [g.which('event', 2)] },
      { weight: 3, name: 'event_set', wakes: true, operands: (g) => [g.which('event', 2)] },
      { weight: 2, name: 'event_clear', operands: (g) => [g.which('event', 2)] },
      { weight: 0.5, name: 'event_is_set', operands: (g) => [g.which('event', 2)] },
    ],
  },
  {
    name: 'conditions',
    statements: [
      {
        weight: 14,
        name: 'with_condition',
        wakes: true,
        block: true,
        operands: (g) => [condition(g)],
        inside: ([which]) => onCondition(() => which, 8),
      },
      ...onCondition(condition, 0.4),
      { weight: 1, name: 'condition_acquire', waits: true, operands: (g) => [condition(g)] },
      { weight: 1, name: 'condition_release', wakes: true, operands: (g) => [condition(g)] },
      { weight: 0.5, name: 'acquire', waits: true, operands: () => [0] },
      { weight: 0.5, name: 'release', wakes: true, operands: () => [0] },
    ],
  },
  {
    name: 'semaphores',
    statements: [
      { weight: 4, name: 'semaphore_acquire', waits: true, operands: (g) => [semaphore(g)] },
      { weight: 5, name: 'semaphore_release', wakes: true, operands: (g) => [semaphore(g)] },
      { weight: 0.7, name: 'semaphore_locked', operands: (g) => [semaphore(g)] },
      {
        weight: 4,
        name: 'with_semaphore',
        wakes: true,
        block: true,
        operands: (g) => [semaphore(g)],
      },
    ],
  },
  {
    name: 'barriers',
    statements: [
      { weight: 7, name: 'barrier_wait', waits: true, operands: (g) => [barrier(g)] },
      { weight: 1.5, name: 'barrier_reset', waits: true, operands: (g) => [barrier(g)] },
      { weight: 1, name: 'barrier_abort', waits: true, operands: (g) => [barrier(g)] },
      { weight: 1, name: 'barrier_state', operands: (g) => [barrier(g)] },
    ],
  },
];
