import assert from 'node:assert/strict';

import { builds } from '../support/builds.js';
import { errorOf, loadBuild } from '../support/load.js';
import { test } from '../support/test.js';

/** @param {number} milliseconds */
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const never = () => new Promise(() => {});

for (const build of builds('javascript')) {
  /** @param {Record<string, Function>} functions */
  const loadWith = async (functions) => (await loadBuild(build, { functions })).app.exports;

  /** What C sees as the result of a function. @param {Function} function_ */
  const callOf = async (function_) => (await loadWith({ f: function_ })).call('f');

  test(`${build}: arguments of every type arrive, as copies`, async () => {
    /** @type {unknown[]} */
    let got = [];
    const exports = await loadWith({ f: (...args) => void (got = args) });
    await exports.pass_all('f');
    assert.deepEqual(got, [
      -1,
      2.5,
      'grüß dich',
      '',
      undefined,
      Uint8Array.of(0, 255, 33),
      new Uint8Array(),
      2 ** 40,
    ]);
  });

  for (const [what, value, described] of /** @type {[string, unknown, string][]} */ ([
    ['undefined', undefined, 'undefined'],
    ['null', null, 'undefined'],
    ['a whole number', -7, 'number -7'],
    ['a fraction', 0.1, 'number 0.10000000000000001'],
    ['a large number', 2 ** 53, 'number 9007199254740992'],
    ['NaN', NaN, 'number nan'],
    ['true', true, 'number 1'],
    ['false', false, 'number 0'],
    ['a string', 'grüße 🐍', "string of 12 'grüße 🐍'"],
    ['an empty string', '', "string of 0 ''"],
    ['a Uint8Array', Uint8Array.of(0, 1, 255), 'bytes of 3 0 1 255'],
    ['an empty Uint8Array', new Uint8Array(), 'bytes of 0'],
    ['a part of a buffer', Uint8Array.of(9, 1, 2, 9).subarray(1, 3), 'bytes of 2 1 2'],
    ['an ArrayBuffer', Uint8Array.of(4, 5).buffer, 'bytes of 2 4 5'],
    ['a Node Buffer', Buffer.from('a'), 'bytes of 1 97'],
  ])) {
    test(`${build}: ${what} comes back from a function`, async () => {
      assert.equal(await callOf(() => value), described);
    });
    test(`${build}: ${what} comes back from a promise`, async () => {
      assert.equal(await callOf(async () => (await pause(1), value)), described);
    });
  }

  for (const [what, value, said] of /** @type {[string, unknown, string][]} */ ([
    ['an object', {}, 'an object'],
    ['an array', [], 'an object'],
    ['a symbol', Symbol('s'), 'a symbol'],
    ['a function', () => {}, 'a function'],
    ['a bigint', 1n, 'a bigint'],
  ]))
    test(`${build}: ${what} cannot come back, which is EINVAL`, async () => {
      assert.equal(
        await callOf(() => value),
        `EINVAL: 'f' returned ${said}; only numbers, booleans, strings and bytes can cross to C`,
      );
    });

  for (const [what, value, number] of /** @type {[string, unknown, number][]} */ ([
    ['a number', 41, 41],
    ['a fraction', -2.9, -2],
    ['a string', 'grüße', 7],
    ['bytes', new Uint8Array(5), 5],
    ['undefined', undefined, 0],
    ['true', true, 1],
  ]))
    test(`${build}: asyncio_await alone makes ${number} of ${what}`, async () => {
      assert.equal(await (await loadWith({ f: () => value })).call_for_number('f'), number);
    });

  const coded = Object.assign(new Error('connect failed'), { code: 'ECONNREFUSED' });
  for (const [what, thrown, described] of /** @type {[string, unknown, string][]} */ ([
    ['an Error', new TypeError('no such city'), 'EIO: no such city'],
    ['an Error without a message', new TypeError(), 'EIO: TypeError'],
    ['an Error with a code', coded, 'ECONNREFUSED: connect failed'],
    ['an unknown code', Object.assign(new Error('odd'), { code: 'ERR_ODD' }), 'EIO: odd'],
    ['a number as code', Object.assign(new Error('odd'), { code: 5 }), 'EIO: odd'],
    ['a timeout', new DOMException('took long', 'TimeoutError'), 'ETIMEDOUT: took long'],
    ['an abort', new DOMException('stopped', 'AbortError'), 'ECANCELED: stopped'],
    ['a string', 'just text', 'EIO: just text'],
    ['an empty string', '', 'EIO: '],
    ['undefined', undefined, 'EIO: undefined'],
    ['null', null, 'EIO: null'],
    ['a number', 404, 'EIO: 404'],
    ['an object without a prototype', Object.create(null), 'EIO: [object Object]'],
    ['a symbol', Symbol('odd'), 'EIO: Symbol(odd)'],
  ])) {
    test(`${build}: a rejection with ${what} is "${described}"`, async () => {
      assert.equal(await callOf(() => Promise.reject(thrown)), described);
    });
    test(`${build}: a throw of ${what} is "${described}"`, async () => {
      const throws = () => {
        throw thrown;
      };
      assert.equal(await callOf(throws), described);
    });
  }

  test(`${build}: a thenable is awaited`, async () => {
    const thenable = { then: (/** @type {Function} */ resolve) => setTimeout(resolve, 1, 'then') };
    assert.equal(await callOf(() => thenable), "string of 4 'then'");
  });

  test(`${build}: a thenable that throws fails the call`, async () => {
    const thenable = {
      then() {
        throw new Error('no then');
      },
    };
    assert.equal(await callOf(() => thenable), 'EIO: no then');
  });

  test(`${build}: a function that load() was not given is ENOSYS, with those it was given`, async () => {
    const exports = await loadWith({ one: () => {}, two: () => {} });
    assert.equal(
      await exports.call('three'),
      "ENOSYS: load() was given no function 'three' (option functions has: one, two)",
    );
  });

  test(`${build}: what every object inherits is no function for C`, async () => {
    const exports = await loadWith({});
    assert.match(
      String(await exports.call('toString')),
      /^ENOSYS: .*\(option functions has: none\)/,
    );
  });

  test(`${build}: something that is no function at all fails the call`, async () => {
    const exports = await loadWith({ f: /** @type {any} */ (42) });
    assert.match(String(await exports.call('f')), /^(EIO|ENOSYS|EINVAL): /);
  });

  test(`${build}: cancelling a call aborts this.signal, and the promise may stay pending`, async () => {
    /** @type {AbortSignal | undefined} */
    let signal;
    const exports = await loadWith({
      f() {
        signal = this.signal;
        return never();
      },
    });
    assert.equal(await exports.cancel('f'), 'ECANCELED: cancelled');
    assert.ok(signal instanceof AbortSignal);
    assert.equal(signal.aborted, true);
    assert.equal(await exports.count_live(), '1 tasks, 0 futures, 0 handles');
  });

  test(`${build}: this.signal stays as it is when the call ends by itself`, async () => {
    /** @type {AbortSignal | undefined} */
    let signal;
    const exports = await loadWith({
      f() {
        signal = this.signal;
        return 1;
      },
    });
    assert.equal(await exports.call('f'), 'number 1');
    assert.equal(signal?.aborted, false);
  });

  test(`${build}: a result that comes after the cancellation is dropped`, async () => {
    /** @type {((value: string) => void)[]} */
    const settle = [];
    const exports = await loadWith({
      f: () => new Promise((resolve) => settle.push(resolve)),
      g: () => 2,
    });
    assert.equal(await exports.cancel('f'), 'ECANCELED: cancelled');
    // The next call's future may well be at the same address.
    const next = exports.call('f');
    await pause(1);
    settle[0]('late');
    await pause(1);
    settle[1]('in time');
    assert.equal(await next, "string of 7 'in time'");
    assert.equal(await exports.call('g'), 'number 2');
    assert.equal(await exports.count_live(), '1 tasks, 0 futures, 0 handles');
  });

  test(`${build}: a rejection that comes after the cancellation is dropped`, async () => {
    const exports = await loadWith({
      f() {
        return new Promise((_, reject) =>
          this.signal.addEventListener('abort', () => reject(this.signal.reason)),
        );
      },
    });
    assert.equal(await exports.cancel('f'), 'ECANCELED: cancelled');
    await pause(1);
    assert.equal(await exports.count_live(), '1 tasks, 0 futures, 0 handles');
  });

  test(`${build}: a listener of this.signal may throw without harm to the program`, async () => {
    /** @type {unknown[]} */
    const thrown = [];
    const note = (/** @type {unknown} */ error) => void thrown.push(error);
    const others = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException').on('uncaughtException', note);
    try {
      const exports = await loadWith({
        f() {
          this.signal.addEventListener('abort', () => {
            throw new Error('from the listener');
          });
          return never();
        },
        g: () => 1,
      });
      assert.equal(await exports.cancel('f'), 'ECANCELED: cancelled');
      assert.equal(await exports.call('g'), 'number 1');
    } finally {
      process.removeListener('uncaughtException', note);
      for (const listener of others) process.on('uncaughtException', listener);
    }
    assert.match(String(thrown), /from the listener/);
  });

  test(`${build}: an aborted export cancels the JavaScript function it waits for`, async () => {
    /** @type {unknown[]} */
    const events = [];
    const exports = await loadWith({
      f() {
        this.signal.addEventListener('abort', () => events.push('aborted'));
        events.push('called');
        return never();
      },
    });
    const controller = new AbortController();
    const failure = errorOf(exports.call_for_number('f', { signal: controller.signal }));
    await pause(1);
    controller.abort('enough');
    assert.equal(await failure, 'enough');
    assert.deepEqual(events, ['called', 'aborted']);
  });

  test(`${build}: wait_for ends a call that takes too long`, async () => {
    /** @type {AbortSignal | undefined} */
    let signal;
    const exports = await loadWith({
      slow() {
        signal = this.signal;
        return never();
      },
      quick: () => 1,
    });
    assert.equal(await exports.with_timeout('slow'), 'ETIMEDOUT: timed out');
    assert.equal(signal?.aborted, true);
    assert.equal(await exports.with_timeout('quick'), 'in time');
    assert.equal(await exports.count_live(), '1 tasks, 0 futures, 0 handles');
  });

  test(`${build}: several calls are gathered, whichever ends first`, async () => {
    const exports = await loadWith({
      f: async (/** @type {number} */ n) => (await pause(4 - n), n * 10),
    });
    assert.equal(await exports.gather_three('f'), '10 20 30');
  });

  test(`${build}: the first failure ends a gathering`, async () => {
    const exports = await loadWith({
      f: (/** @type {number} */ n) => (n === 2 ? Promise.reject(new Error('second')) : pause(1)),
    });
    assert.equal(await exports.gather_three('f'), 'EIO: second');
    await pause(5);
    assert.equal(await exports.count_live(), '1 tasks, 0 futures, 0 handles');
  });

  test(`${build}: texts of a megabyte go both ways`, async () => {
    let size = 0;
    const exports = await loadWith({
      exchange(/** @type {string} */ text) {
        size = text.length;
        return 'j'.repeat(1 << 20);
      },
    });
    assert.equal(await exports.exchange(1 << 20), 1 << 20);
    assert.equal(size, 1 << 20);
  });

  test(`${build}: an answer that makes the memory grow is whole`, async () => {
    const exports = await loadWith({ exchange: () => 'j'.repeat(40 << 20) });
    assert.equal(await exports.exchange(10), 40 << 20);
  });

  test(`${build}: bytes that JavaScript holds outlast growing memory`, async () => {
    /** @type {Uint8Array | undefined} */
    let kept;
    const exports = await loadWith({
      async keep(/** @type {Uint8Array} */ bytes) {
        kept = bytes;
        await pause(1);
        return bytes;
      },
    });
    assert.equal(await exports.grow(64), 'bytes of 4 1 2 3 4');
    assert.deepEqual(kept, Uint8Array.of(1, 2, 3, 4));
  });

  test(`${build}: a function may call back into the program`, async () => {
    /** @type {Record<string, import('../../src/host/calls.js').Coroutine>} */
    let exports = {};
    exports = await loadWith({ f: (/** @type {number} */ n) => exports.add_one(n ?? 10) });
    assert.equal(await exports.call('f'), 'number 11');
    assert.equal(await exports.gather_three('f'), '2 3 4');
  });

  test(`${build}: a function may abort the call that called it`, async () => {
    const controller = new AbortController();
    const exports = await loadWith({
      f() {
        controller.abort('from inside');
        return 1;
      },
    });
    assert.equal(
      await errorOf(exports.call_for_number('f', { signal: controller.signal })),
      'from inside',
    );
    assert.equal(await exports.add_one(1), 2);
  });

  test(`${build}: a thousand calls leave nothing behind`, async () => {
    const exports = await loadWith({
      f: async () => 'text',
      g: () => Promise.reject(new Error('e')),
    });
    await exports.call('f');
    await exports.call('g');
    const blocks = await exports.count_blocks();
    for (let i = 0; i < 10; i++)
      await Promise.all(Array.from({ length: 100 }, (_, n) => exports.call(n % 2 ? 'f' : 'g')));
    assert.equal(await exports.count_blocks(), blocks);
    assert.equal(await exports.count_live(), '1 tasks, 0 futures, 0 handles');
  });

  test(`${build}: main() awaits JavaScript too`, async () => {
    const { app, printed } = await loadBuild(build, { functions: { f: async () => 5 } });
    assert.equal(await app.run('f'), 0);
    assert.equal(printed.stdout, 'main got 5\n');
  });

  test(`${build}: the program's end aborts the calls under way`, async () => {
    /** @type {AbortSignal | undefined} */
    let signal;
    const { app } = await loadBuild(build, {
      functions: {
        f() {
          signal = this.signal;
          return never();
        },
      },
    });
    const call = errorOf(app.exports.call('f'));
    assert.equal(await app.run(), 0);
    assert.equal((await call).name, 'ExitError');
    assert.equal(signal?.aborted, true);
  });
}
