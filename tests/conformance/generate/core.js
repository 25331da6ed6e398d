import { later } from './tools.js';

/** @type {import('./index.js').Feature} */
export const core = {
  name: 'core',
  statements: [
    { weight: 6, name: 'sleep', waits: true, operands: (g) => [g.delay()] },
    { weight: 4, name: 'turns', waits: true, operands: (g) => [g.random.between(1, 4)] },
    { weight: 1, name: 'log', operands: (g) => [g.random.below(10)] },
    { weight: 1, name: 'add', operands: (g) => [g.random.below(2), g.random.pick([1, 1, 2, -1])] },
    { weight: 1.5, name: 'raise', fails: true, operands: (g) => [g.random.below(4)] },
    { weight: 0.6, name: 'return', operands: (g) => [g.random.between(100, 109)] },
    { weight: 1.5, name: 'try', block: true, operands: () => [] },
    { weight: 0.5, name: 'repeat', block: true, operands: () => [2] },
    { weight: 0.7, name: 'future', operands: (g) => [g.futureSlot()] },
    { weight: 3, name: 'spawn', operands: (g) => [g.taskSlot(), later(g, 'task')] },
  ],
};
