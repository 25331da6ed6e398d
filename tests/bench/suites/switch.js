import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

import { nanosecondsEach, ofCoroutine } from '../suite.js';

const COUNT = 200_000;
/** What the recursion adds up for the other frames, in two coroutines. */
const DEEP = 2 * (7 + 6 + 5 + 4 + 3 + 2 + 1);

/** @param {number} count */
async function yielder(count) {
  for (let i = 0; i < count; i++) await null;
}

const awaitNull = () =>
  nanosecondsEach(COUNT, (count) => Promise.all([yielder(count / 2), yielder(count / 2)]));

/** @type {any} */
let fibers;

async function loadFibers() {
  const file = process.env.BENCH_FIBERS ?? '';
  const factory = createRequire(import.meta.url)(file);
  // Its loader would fetch the path.
  return factory({ wasmBinary: readFileSync(file.replace(/\.cjs$/, '.wasm')) });
}

async function swapFibers() {
  fibers ??= await loadFibers();
  return nanosecondsEach(50_000, (count) => {
    fibers._fibers_start(count);
    if (fibers._fibers_done() !== 1) throw new Error('the fibers did not end');
  });
}

/** @type {import('../suite.js').Suite} */
export default {
  program: 'switch',
  cpython: true,
  warmUps: 3,
  samples: 5,
  rows: {
    bare_1: {
      title: 'switch alone, 1 frame',
      unit: 'ns',
      ours: ofCoroutine('bare_1', COUNT, 2),
      javascript: awaitNull,
    },
    yield_1: {
      title: 'yield in the loop, 1 frame',
      unit: 'ns',
      ours: ofCoroutine('yield_1', COUNT, 2),
      javascript: awaitNull,
      belowJavascript: 1,
      over: 'bare_1',
      belowOver: 2,
    },
    bare_8: {
      title: 'switch alone, 8 frames',
      unit: 'ns',
      ours: ofCoroutine('bare_8', COUNT, DEEP),
      javascript: awaitNull,
    },
    yield_8: {
      title: 'yield in the loop, 8 frames',
      unit: 'ns',
      ours: ofCoroutine('yield_8', COUNT, DEEP),
      javascript: awaitNull,
      over: 'bare_8',
      belowOver: 2,
    },
    fibers_1: {
      title: "Emscripten's fibers, 1 frame",
      unit: 'ns',
      only: 'emscripten',
      ours: swapFibers,
      over: 'bare_1',
    },
  },
};
