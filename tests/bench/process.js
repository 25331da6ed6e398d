import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Debian's emcc does not find the JavaScript parser that Debian installs for it. */
const DEBIAN_NODE_MODULES = '/usr/share/nodejs';

export function environment() {
  const { NODE_PATH } = process.env;
  if (NODE_PATH || !existsSync(DEBIAN_NODE_MODULES)) return process.env;
  return { ...process.env, NODE_PATH: DEBIAN_NODE_MODULES };
}

/**
 * Runs a process that prints JSON.
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<any>}
 */
export function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
    child.once('error', reject);
    child.once('close', (status) => {
      if (status === 0) resolve(JSON.parse(output));
      else reject(new Error(`${command} ${args.join(' ')} ended with ${status}`));
    });
  });
}
