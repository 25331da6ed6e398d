/** @type {import('./index.js').Feature} */
export const context = {
  name: 'context',
  statements: [
    { weight: 5, name: 'context_get', operands: (g) => [g.random.below(2)] },
    { weight: 3, name: 'context_set', operands: (g) => [g.random.below(2), g.random.below(90)] },
  ],
};
