/** @param {import('./index.js').Generator} g */
const delay = (g) => (g.random.chance(0.1) ? -1 : g.delay());

/** @param {number} weight @returns {import('./index.js').Choice[]} */
const onLimits = (weight) => [
  { weight, name: 'reschedule', inTask: true, operands: (g) => [delay(g)] },
  { weight: weight / 2, name: 'limit_state', inTask: true, operands: () => [] },
];
const inside = () => onLimits(2);

/** @type {import('./index.js').Feature} */
export const timeouts = {
  name: 'timeouts',
  statements: [
    { weight: 6, name: 'timeout', block: true, operands: (g) => [delay(g)], inside },
    { weight: 1, name: 'timeout_at', block: true, operands: (g) => [g.random.below(8)], inside },
    ...onLimits(0.1),
  ],
};
