/** @type {import('./index.js').Feature} */
export const tasks = {
  name: 'tasks',
  statements: [
    { weight: 6, name: 'await', waits: true, operands: (g) => [g.slot()] },
    { weight: 4, name: 'cancel', operands: (g) => [g.slot()] },
    {
      weight: 0.7,
      name: 'cancel_with',
      operands: (g) => [g.slot(), g.random.below(10)],
    },
    { weight: 1, name: 'cancel_self', inTask: true, operands: () => [] },
    { weight: 0.7, name: 'cancel_parent', inTask: true, operands: () => [] },
    { weight: 0.7, name: 'uncancel', inTask: true, operands: () => [] },
    { weight: 0.7, name: 'cancelling', inTask: true, operands: () => [] },
    { weight: 0.3, name: 'uncancel_of', operands: (g) => [g.taskSlot()] },
    { weight: 0.5, name: 'cancelling_of', operands: (g) => [g.taskSlot()] },
    { weight: 0.7, name: 'done', operands: (g) => [g.slot()] },
    { weight: 0.7, name: 'result', operands: (g) => [g.slot()] },
    { weight: 0.7, name: 'exception', operands: (g) => [g.slot()] },
    {
      weight: 2,
      name: 'set_result',
      wakes: true,
      operands: (g) => [g.futureSlot(), g.random.between(20, 29)],
    },
    {
      weight: 1,
      name: 'set_exception',
      wakes: true,
      operands: (g) => [g.futureSlot(), g.random.below(4)],
    },
  ],
};
