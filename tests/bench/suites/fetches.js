import { milliseconds } from '../suite.js';

const COUNT = 1000;
const url = process.env.BENCH_URL ?? '';

async function request() {
  const response = await fetch(url);
  await response.text();
  return response.status;
}

/** @type {import('../suite.js').Suite} */
export default {
  program: 'fetches',
  server: true,
  apart: true,
  warmUps: 1,
  samples: 1,
  rows: {
    fetches: {
      title: '1000 fetches of 200 ms at once',
      unit: 'ms',
      ours: (app) =>
        milliseconds(async () => {
          const good = await app.exports.fetches(url);
          if (good !== COUNT) throw new Error(`${good} of ${COUNT} came`);
        }),
      javascript: () => milliseconds(() => Promise.all(Array.from({ length: COUNT }, request))),
    },
  },
};
