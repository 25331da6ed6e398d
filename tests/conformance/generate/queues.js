/** @param {import('./index.js').Generator} g */
const queue = (g) => g.which('queue', 9);

/** @param {import('./index.js').Generator} g */
const item = (g) => g.random.below(40);

/** @type {import('./index.js').Feature} */
export const queues = {
  name: 'queues',
  statements: [
    { weight: 5, name: 'put', wakes: true, waits: true, operands: (g) => [queue(g), item(g)] },
    { weight: 2, name: 'put_nowait', wakes: true, operands: (g) => [queue(g), item(g)] },
    { weight: 6, name: 'get', wakes: true, waits: true, operands: (g) => [queue(g)] },
    { weight: 2, name: 'get_nowait', wakes: true, operands: (g) => [queue(g)] },
    { weight: 3, name: 'task_done', wakes: true, operands: (g) => [queue(g)] },
    { weight: 1.5, name: 'join', waits: true, operands: (g) => [queue(g)] },
    { weight: 0.7, name: 'shutdown', wakes: true, operands: (g) => [queue(g), g.random.below(2)] },
    { weight: 0.7, name: 'queue_state', operands: (g) => [queue(g)] },
  ],
};
