import { later } from './tools.js';

/** @param {import('./index.js').Generator} g */
const handle = (g) => g.random.below(3);

/** @type {import('./index.js').Feature} */
export const callbacks = {
  name: 'callbacks',
  statements: [
    { weight: 2, name: 'call_soon', operands: (g) => [handle(g), later(g, 'callback')] },
    {
      weight: 2,
      name: 'call_later',
      operands: (g) => [handle(g), later(g, 'callback'), g.delay()],
    },
    {
      weight: 1,
      name: 'call_at',
      operands: (g) => [handle(g), later(g, 'callback'), g.random.below(12)],
    },
    { weight: 1.5, name: 'cancel_handle', operands: (g) => [handle(g)] },
    { weight: 3, name: 'on_done', operands: (g) => [g.slot(), later(g, 'callback')] },
    { weight: 1, name: 'off_done', operands: (g) => [g.slot(), later(g, 'callback')] },
  ],
};
