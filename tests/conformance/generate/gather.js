import { slots } from './tools.js';

/** @type {import('./index.js').Feature} */
export const gather = {
  name: 'gather',
  statements: [
    {
      weight: 3,
      name: 'gather',
      waits: true,
      operands: (g) => [g.random.below(2), ...slots(g)],
    },
    { weight: 2, name: 'gather_into', operands: (g) => [g.slot(), g.random.below(2), ...slots(g)] },
    { weight: 4, name: 'wait_for', waits: true, operands: (g) => [g.slot(), g.delay()] },
  ],
};
