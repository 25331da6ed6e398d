import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { root } from './builds.js';

const RUN = join(root, 'src', 'cli', 'asyncio-run.js');

/**
 * Runs a command to its end.
 * @param {string} command
 * @param {string[]} args
 * @param {object} [options]
 * @param {string | Uint8Array} [options.input]
 * @param {Record<string, string | undefined>} [options.env] beside this process's own
 * @param {string} [options.cwd]
 * @param {(child: import('node:child_process').ChildProcess, output: string) => void}
 *   [options.onOutput] called with all that came so far
 */
export function execute(command, args, { input = '', env = {}, cwd, onOutput } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env } });
    /** @type {Buffer[]} */
    const output = [];
    let stderr = '';
    child.stdout.on('data', (bytes) => {
      output.push(bytes);
      onOutput?.(child, Buffer.concat(output).toString());
    });
    child.stderr.setEncoding('utf8').on('data', (text) => void (stderr += text));
    child.on('error', reject);
    child.on('close', (status, signal) => {
      const bytes = Buffer.concat(output);
      resolve({ status, signal, bytes, stdout: bytes.toString(), stderr });
    });
    // A program that does not read its input may be gone before all is written.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

/**
 * asyncio-run in a process of its own.
 * @param {string} file
 * @param {string[]} args
 * @param {Parameters<typeof execute>[2] & { node?: string }} [options]
 */
export const asyncioRun = (file, args, { node = process.execPath, ...options } = {}) =>
  execute(node, [RUN, file, ...args], options);

/**
 * A script of a few lines, with load() at hand, in a process of its own.
 * @param {string} script
 * @param {Parameters<typeof execute>[2] & { node?: string }} [options]
 */
export const runScript = (script, { node = process.execPath, ...options } = {}) =>
  execute(
    node,
    [
      '--input-type=module',
      '--eval',
      `import { load } from ${JSON.stringify(join(root, 'src', 'host', 'index.js'))};\n${script}`,
    ],
    options,
  );
