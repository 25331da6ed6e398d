import { load } from '../../src/host/index.js';

/**
 * Loads a build and collects what it prints.
 * @param {import('./builds.js').Build} build
 * @param {import('../../src/host/load.js').LoadOptions} [options]
 */
export async function loadBuild(build, options) {
  const printed = { stdout: '', stderr: '' };
  const app = await load(build.path, {
    stdout: (text) => void (printed.stdout += text),
    stderr: (text) => void (printed.stderr += text),
    stdin: '',
    ...options,
  });
  return { app, printed };
}

/**
 * Runs main() to its end.
 * @param {import('./builds.js').Build} build
 * @param {string[]} args
 * @param {import('../../src/host/load.js').LoadOptions} [options]
 */
export async function runBuild(build, args, options) {
  const { app, printed } = await loadBuild(build, options);
  return { status: await app.run(...args), ...printed };
}

/**
 * The error that a promise is rejected with.
 * @param {Promise<unknown>} promise
 * @returns {Promise<any>}
 */
export async function errorOf(promise) {
  let value;
  try {
    value = await promise;
  } catch (error) {
    return error;
  }
  throw new Error(`it did not fail, but gave ${String(value)}`);
}
