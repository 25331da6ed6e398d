import { later } from './tools.js';

/** @param {number} weight @returns {import('./index.js').Choice} */
const spawn = (weight) => ({
  weight,
  name: 'group_spawn',
  inTask: true,
  operands: (g) => [g.taskSlot(), later(g, 'task')],
});

/** @type {import('./index.js').Feature} */
export const groups = {
  name: 'groups',
  statements: [
    { weight: 6, name: 'group', block: true, operands: () => [], inside: () => [spawn(15)] },
    spawn(1.5), // into the group that the task is in
  ],
};
