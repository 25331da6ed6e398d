#!/usr/bin/env node
import { basename } from 'node:path';

import { load } from '../host/index.js';

const USAGE = `usage: asyncio-run app.wasm|app.mjs [arguments...]

Runs a program of asyncio-cc: its main() with these arguments, this environment and these
standard streams, to its exit status. Ctrl-C cancels its main task, a second one ends it.
`;

/** What a shell reports for a program that died of SIGINT. */
const INTERRUPTED = 130;

/** And for one that died of SIGPIPE: whoever read our output has had enough. */
const BROKEN_PIPE = 141;

for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error) => {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EPIPE') throw error;
    process.exit(BROKEN_PIPE);
  });

async function main() {
  const [file, ...args] = process.argv.slice(2);
  if (file === undefined || file === '--help') {
    process[file ? 'stdout' : 'stderr'].write(USAGE);
    return file ? 0 : 2;
  }
  const env = /** @type {Record<string, string>} */ (process.env);
  const app = await load(file, { name: basename(file), env });
  const running = app.run(...args);
  let interrupts = 0;
  process.on('SIGINT', () => {
    interrupts++;
    if (interrupts > 1 || !app.cancel()) process.exit(INTERRUPTED);
  });
  const status = await running;
  return interrupts > 0 && status !== 0 ? INTERRUPTED : status;
}

try {
  process.exitCode = await main();
} catch (error) {
  const { name, message } = /** @type {Error} */ (error);
  console.error(`asyncio-run: ${name}: ${message}`);
  // At once: whatever the program had under way has nobody to answer to.
  process.exit(1);
}
