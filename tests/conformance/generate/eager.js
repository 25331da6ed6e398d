import { later } from './tools.js';

/** @type {import('./index.js').Feature} */
export const eager = {
  name: 'eager',
  statements: [
    { weight: 7, name: 'spawn_eager', operands: (g) => [g.taskSlot(), later(g, 'task')] },
  ],
};
