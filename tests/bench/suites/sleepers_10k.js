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
    sleepers_10k: {
      title: '10k sleep 1 s: time above it',
      unit: 'ms',
      ours: sleepersOfC('sleepers_10k', 'sleepers', 10_000),
      javascript: sleepersOfJavascript('sleepers_10k', 10_000),
    },
    sleepers_10k_memory: { title: '  wasm memory a task, 8 KiB stacks', unit: 'B' },
    sleepers_10k_rss: { title: '  resident memory a task', unit: 'B' },
  },
};
