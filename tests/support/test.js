import nodeTest from 'node:test';

const LIMIT_MS = 20_000;

/**
 * A test that fails alone when it hangs: Node gives up all the tests of a file when one
 * of them waits and nothing is left that could wake it, so here a timer is.
 * @param {string} name
 * @param {(t: import('node:test').TestContext) => Promise<void>} body
 */
export function test(name, body) {
  nodeTest(name, async (t) => {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const limit = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error('it hangs')), LIMIT_MS);
    });
    try {
      await Promise.race([body(t), limit]);
    } finally {
      clearTimeout(timer);
    }
  });
}
