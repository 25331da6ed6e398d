import { slots } from './tools.js';

/** @type {import('./index.js').Feature} */
export const waiting = {
  name: 'wait',
  statements: [
    {
      weight: 4,
      name: 'wait',
      waits: true,
      operands: (g) => [g.random.below(3), g.random.pick([0, 0, 1, 2, 3]), ...slots(g)],
    },
    { weight: 3, name: 'shield', waits: true, operands: (g) => [g.slot()] },
    { weight: 2, name: 'shield_into', operands: (g) => [g.slot(), g.slot()] },
  ],
};
