import { functions, sleepersOfC, sleepersOfJavascript } from '../sleepers.js';

/** @type {import('../suite.js').Suite} */
export default {
  program: 'sleepers',
  functions,
  apart: true,
  cpython: true,
  warmUps: 0,
  samples: 1,
  rows: {
    sleepers_100k: {
      title: '100k sleep 1 s: time above it',
      unit: 'ms',
      ours: sleepersOfC('sleepers_100k', 'sleepers', 100_000),
      javascript: sleepersOfJavascript('sleepers_100k', 100_000),
    },
    sleepers_100k_memory: {
      title: '  wasm memory a task, 8 KiB stacks',
      unit: 'B',
      below: 2 ** 30 / 100_000,
    },
    sleepers_100k_rss: { title: '  resident memory a task', unit: 'B' },
  },
};
