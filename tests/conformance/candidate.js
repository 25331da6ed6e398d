/**
 * A worker that runs programs on this runtime: interpreter.c, as the toolchain that it is
 * told of has compiled it. It takes texts of programs, and answers with their traces.
 */
import { parentPort, workerData } from 'node:worker_threads';

import { load } from '../../src/host/index.js';

const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort);

/** The runtime's words on an error that nobody has asked for. */
const REPORT = /^asyncio: (.*?) failed, and nobody asked why: .*\n/gm;

port.on('message', async (text) => {
  let output = '';
  try {
    const app = await load(workerData.file, {
      stdin: text,
      slice: 10_000,
      stdout: (piece) => (output += piece),
      stderr: (piece) => (output += piece.replace(REPORT, 'report: $1\n')),
    });
    const status = await app.run();
    if (status !== 0) output += `exit status ${status}`;
  } catch (error) {
    output += `${/** @type {Error} */ (error).message}`;
  }
  port.postMessage(output);
});
