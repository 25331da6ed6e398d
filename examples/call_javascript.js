// Runs call_javascript.c: node examples/call_javascript.js app.wasm
import { setTimeout as delay } from 'node:timers/promises';
import { load } from 'asyncio-wasm';

const functions = {
  async greet(name, age) {
    await delay(100);
    return `hello ${name}, you are ${age}`;
  },

  async square(number) {
    await delay(100);
    return number * number;
  },

  async refuse() {
    throw new Error('not today');
  },
};

const app = await load(process.argv[2], { functions });
process.exitCode = await app.run();
