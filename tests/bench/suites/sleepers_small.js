import { functions, sleepersOfC } from '../sleepers.js';

/** @type {import('../suite.js').Suite} */
export default {
  program: 'sleepers',
  functions,
  apart: true,
  warmUps: 0,
  samples: 1,
  rows: {
    sleepers_small: {
      title: '100k sleep 1 s on 1 KiB stacks',
      unit: 'ms',
      ours: sleepersOfC('sleepers_small', 'sleepers_small', 100_000),
    },
    sleepers_small_memory: { title: '  wasm memory a task', unit: 'B' },
    sleepers_small_rss: { title: '  resident memory a task', unit: 'B' },
  },
};
