import { nanosecondsEach, ofCoroutine } from '../suite.js';

const COUNT = 100_000;

/** @type {import('../suite.js').Suite} */
export default {
  program: 'timers',
  cpython: true,
  warmUps: 2,
  samples: 3,
  rows: {
    timers: {
      title: 'start + cancel, 100k live timers',
      unit: 'ns',
      ours: ofCoroutine('timers', COUNT, COUNT),
      javascript: () =>
        nanosecondsEach(COUNT, (count) => {
          const timers = Array.from({ length: count }, (_, i) =>
            setTimeout(() => {}, (100 + ((i * 7919) % 1000)) * 1000),
          );
          timers.forEach((timer) => clearTimeout(timer));
        }),
    },
  },
};
