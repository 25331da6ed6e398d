import assert from 'node:assert/strict';

import { AsyncioError } from '../../src/host/index.js';
import { builds } from '../support/builds.js';
import { errorOf, loadBuild } from '../support/load.js';
import { test } from '../support/test.js';

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

for (const build of builds('exports')) {
  /** @param {import('../../src/host/load.js').LoadOptions} [options] */
  const loadExports = async (options) => (await loadBuild(build, options)).app.exports;

  test(`${build}: numbers go both ways, negative ones and the extremes too`, async () => {
    const exports = await loadExports();
    for (const number of [0, 1, -1, 42, 2 ** 31 - 1, -(2 ** 31)])
      assert.equal(await exports.identity(number), number);
  });

  test(`${build}: booleans are 1 and 0, and no argument is 0`, async () => {
    const exports = await loadExports();
    assert.equal(await exports.identity(true), 1);
    assert.equal(await exports.identity(false), 0);
    assert.equal(await exports.identity(), 0);
    assert.equal(await exports.identity(undefined), 0);
  });

  test(`${build}: ASYNCIO_ERROR without errno is an EIO that says so`, async () => {
    const exports = await loadExports();
    const error = await errorOf(exports.identity(-(2 ** 31) + 1));
    assert.equal(error.code, 'EIO');
    assert.equal(error.message, 'it returned ASYNCIO_ERROR without setting errno');
  });

  test(`${build}: a string arrives as UTF-8`, async () => {
    const exports = await loadExports();
    assert.equal(await exports.length('abc'), 3);
    assert.equal(await exports.length('Grüße 🐍'), 12);
    assert.equal(await exports.length(''), 0);
  });

  test(`${build}: a string is the result of asyncio_return_string`, async () => {
    const exports = await loadExports();
    assert.equal(await exports.shout('grüße 🐍'), 'GRüßE 🐍');
    assert.equal(await exports.shout(''), '');
  });

  test(`${build}: a string of a megabyte goes both ways`, async () => {
    const exports = await loadExports();
    assert.equal(await exports.shout('a'.repeat(1 << 20)), 'A'.repeat(1 << 20));
  });

  test(`${build}: bytes go both ways, NUL and all`, async () => {
    const exports = await loadExports();
    const result = await exports.reverse(Uint8Array.of(1, 0, 255, 0));
    assert.ok(result instanceof Uint8Array);
    assert.deepEqual(result, Uint8Array.of(0, 255, 0, 1));
  });

  test(`${build}: bytes may be none`, async () => {
    const exports = await loadExports();
    assert.deepEqual(await exports.reverse(new Uint8Array()), new Uint8Array());
  });

  test(`${build}: bytes may be a part of a buffer, or a Node Buffer`, async () => {
    const exports = await loadExports();
    const part = Uint8Array.of(9, 1, 2, 3, 9).subarray(1, 4);
    assert.deepEqual(await exports.reverse(part), Uint8Array.of(3, 2, 1));
    assert.deepEqual(await exports.reverse(Buffer.from('abc')), new TextEncoder().encode('cba'));
  });

  test(`${build}: a result of bytes is JavaScript's own`, async () => {
    const exports = await loadExports();
    const result = /** @type {Uint8Array} */ (await exports.reverse(Uint8Array.of(1, 2, 3)));
    await exports.reverse(Uint8Array.of(7, 8, 9));
    await exports.shout('a'.repeat(1 << 25));
    assert.deepEqual(result, Uint8Array.of(3, 2, 1));
  });

  test(`${build}: a failure is an AsyncioError with code, errno and message`, async () => {
    const exports = await loadExports();
    const error = await errorOf(exports.fail_refused('nobody listens on Köln:80'));
    assert.ok(error instanceof AsyncioError && error instanceof Error);
    assert.equal(error.name, 'AsyncioError');
    assert.equal(error.code, 'ECONNREFUSED');
    assert.equal(error.errno, 14);
    assert.equal(error.message, 'nobody listens on Köln:80');
  });

  test(`${build}: a failure in the POSIX way has the system's message`, async () => {
    const exports = await loadExports();
    const error = await errorOf(exports.fail_by_errno());
    assert.equal(error.code, 'ENOENT');
    assert.match(error.message, /^No such file/);
  });

  test(`${build}: a failure counts even after asyncio_return_string`, async () => {
    const exports = await loadExports();
    const error = await errorOf(exports.text_then_failure());
    assert.equal(error.code, 'EIO');
    assert.equal(error.message, 'it broke after all');
  });

  test(`${build}: a coroutine that cancels itself fails with ECANCELED`, async () => {
    const exports = await loadExports();
    const error = await errorOf(exports.fail_as_cancelled());
    assert.ok(error instanceof AsyncioError);
    assert.equal(error.code, 'ECANCELED');
    assert.equal(error.message, "the program's own cancellation");
  });

  test(`${build}: asyncio_return_string in a task that JavaScript did not call is EPERM`, async () => {
    const exports = await loadExports();
    const error = await errorOf(exports.return_elsewhere());
    assert.equal(error.code, 'EPERM');
    assert.equal(error.message, 'JavaScript did not call this coroutine');
  });

  test(`${build}: a signal aborted before the call rejects with its reason, and nothing runs`, async () => {
    const exports = await loadExports();
    const reason = new Error('too late');
    const signal = AbortSignal.abort(reason);
    assert.equal(await errorOf(exports.sleep_and_clean_up(0, { signal })), reason);
    await nextTurn();
    assert.equal(await exports.take_events(), '');
  });

  test(`${build}: a signal aborted meanwhile is ECANCELED in C, which cleans up, and then its reason`, async () => {
    const exports = await loadExports();
    const controller = new AbortController();
    const call = exports.sleep_and_clean_up(0, { signal: controller.signal });
    const failure = errorOf(call);
    await exports.slow_identity(1);
    assert.equal(await exports.take_events(), 'begun');
    const reason = { any: 'value' };
    controller.abort(reason);
    assert.equal(await failure, reason);
    assert.equal(await exports.take_events(), 'ECANCELED, cleaned up');
  });

  test(`${build}: a signal without a reason gives an AbortError`, async () => {
    const exports = await loadExports();
    const controller = new AbortController();
    const failure = errorOf(exports.sleep_and_clean_up(0, { signal: controller.signal }));
    await exports.slow_identity(1);
    controller.abort();
    assert.equal((await failure).name, 'AbortError');
  });

  test(`${build}: a signal aborted at once, before the first step, lets the coroutine never begin`, async () => {
    const exports = await loadExports();
    const controller = new AbortController();
    const failure = errorOf(exports.sleep_and_clean_up(0, { signal: controller.signal }));
    controller.abort('never mind');
    assert.equal(await failure, 'never mind');
    assert.equal(await exports.take_events(), '');
  });

  test(`${build}: a coroutine that ignores its cancellation has its result`, async () => {
    const exports = await loadExports();
    const controller = new AbortController();
    const call = exports.ignore_cancellation(0, { signal: controller.signal });
    await exports.slow_identity(1);
    controller.abort();
    assert.equal(await call, 7);
  });

  test(`${build}: a signal aborted after the end does nothing`, async () => {
    const exports = await loadExports();
    const controller = new AbortController();
    assert.equal(await exports.slow_identity(5, { signal: controller.signal }), 5);
    controller.abort();
    await nextTurn();
    assert.equal(await exports.slow_identity(6), 6);
  });

  test(`${build}: one signal cancels many calls, and Node has nothing to warn of`, async (t) => {
    /** @type {Error[]} */
    const warnings = [];
    const note = (/** @type {Error} */ warning) => void warnings.push(warning);
    process.on('warning', note);
    t.after(() => process.removeListener('warning', note));
    const exports = await loadExports();
    const controller = new AbortController();
    const calls = Array.from({ length: 50 }, () =>
      errorOf(exports.sleep_and_clean_up(0, { signal: controller.signal })),
    );
    await exports.slow_identity(1);
    controller.abort('all of you');
    assert.deepEqual(new Set(await Promise.all(calls)), new Set(['all of you']));
    assert.deepEqual(warnings, []);
    assert.equal(await exports.count_live(), '1 tasks, 0 futures, 0 handles');
  });

  test(`${build}: a thousand calls at once are each answered, and nothing stays behind`, async () => {
    const exports = await loadExports();
    await exports.slow_identity(1);
    const blocks = await exports.count_blocks();
    const numbers = Array.from({ length: 1000 }, (_, i) => i);
    const results = await Promise.all(numbers.map((number) => exports.slow_identity(number)));
    assert.deepEqual(results, numbers);
    assert.equal(await exports.count_live(), '1 tasks, 0 futures, 0 handles');
    assert.equal(await exports.count_blocks(), blocks);
  });

  test(`${build}: strings and bytes leave nothing behind, failures included`, async () => {
    const exports = await loadExports();
    await exports.shout('a');
    const blocks = await exports.count_blocks();
    await exports.shout('abc');
    await exports.reverse(Uint8Array.of(1, 2));
    await exports.reverse(new Uint8Array());
    await errorOf(exports.fail_refused('no'));
    assert.equal(await exports.count_blocks(), blocks);
  });

  test(`${build}: calls in one turn begin in their order`, async () => {
    const exports = await loadExports();
    /** @type {unknown[]} */
    const order = [];
    await Promise.all(
      [3, 1, 2].map((number) => exports.identity(number).then((result) => order.push(result))),
    );
    assert.deepEqual(order, [3, 1, 2]);
  });

  test(`${build}: a call never runs C before it returns`, async () => {
    const exports = await loadExports();
    const controller = new AbortController();
    const failure = errorOf(exports.sleep_and_clean_up(0, { signal: controller.signal }));
    const early = exports.take_events();
    assert.ok(early instanceof Promise);
    controller.abort();
    await failure;
  });

  test(`${build}: one call wakes another that waits`, async () => {
    const exports = await loadExports();
    const waiting = exports.wait_for_open();
    await nextTurn();
    assert.equal(await exports.open_with(31), 0);
    assert.equal(await waiting, 31);
  });

  test(`${build}: an unknown coroutine is a TypeError that lists the known ones`, async () => {
    const exports = await loadExports();
    assert.throws(
      () => exports.no_such_thing(1),
      (/** @type {any} */ error) => {
        assert.ok(error instanceof TypeError);
        assert.match(error.message, /the module exports no coroutine 'no_such_thing'/);
        assert.match(error.message, /It exports: .*\bidentity\b/);
        assert.match(error.message, /write ASYNCIO_EXPORT\(no_such_thing\)/);
        return true;
      },
    );
  });

  for (const [kind, argument, said] of /** @type {[string, any, RegExp][]} */ ([
    ['object', {}, /not Object/],
    ['array', [1], /not Array/],
    ['null', null, /not Null/],
    ['bigint', 1n, /not bigint/],
    ['symbol', Symbol('s'), /not symbol/],
    ['function', () => {}, /not function/],
    ['ArrayBuffer', new ArrayBuffer(1), /not ArrayBuffer/],
  ]))
    test(`${build}: an argument of type ${kind} is refused by a TypeError`, async () => {
      const exports = await loadExports();
      const error = await errorOf(exports.identity(argument));
      assert.ok(error instanceof TypeError, String(error));
      assert.match(error.message, said);
      assert.match(error.message, /a number, a boolean, a string or a Uint8Array/);
      assert.equal(await exports.identity(4), 4);
    });

  test(`${build}: 'in' and Object.keys tell what is exported`, async () => {
    const exports = await loadExports();
    assert.ok('identity' in exports);
    assert.ok(!('no_such_thing' in exports));
    assert.ok(!('then' in exports));
    const names = Object.keys(exports);
    assert.ok(names.includes('identity') && names.includes('shout'));
    assert.equal(new Set(names).size, names.length);
    assert.deepEqual(Object.keys({ ...exports }), names);
  });

  test(`${build}: app.exports can be returned from an async function`, async () => {
    const { app } = await loadBuild(build);
    assert.equal(await (async () => app.exports)(), app.exports);
  });

  test(`${build}: a call after the program's end says that it has ended`, async () => {
    const exports = await loadExports();
    const other = errorOf(exports.sleep_and_clean_up());
    const own = await errorOf(exports.end_program(4));
    assert.equal(own.name, 'ExitError');
    assert.equal(own.status, 4);
    assert.equal(await other, own);
    const late = await errorOf(exports.identity(1));
    assert.equal(late.name, 'ExitError');
    assert.match(late.message, /the program has ended, with exit status 4/);
  });

  test(`${build}: calls run beside main(), and end with it`, async () => {
    const { app, printed } = await loadBuild(build);
    const running = app.run('wait');
    const call = errorOf(app.exports.sleep_and_clean_up());
    while (printed.stdout === '') await nextTurn();
    assert.equal(await app.exports.open_with(12), 0);
    assert.equal((await call).code, 'ECANCELED');
    assert.equal(await running, 12);
    assert.equal(printed.stdout, 'main waits\nmain got 12\n');
  });

  test(`${build}: a trap rejects every call with one error, and later calls too`, async () => {
    const exports = await loadExports();
    const other = errorOf(exports.sleep_and_clean_up());
    const crash = await errorOf(exports.trap());
    assert.equal(crash.name, 'CrashError');
    assert.match(crash.message, /^task 'trap' crashed: .*unreachable/);
    assert.ok(crash.cause instanceof WebAssembly.RuntimeError);
    assert.equal(await other, crash);
    assert.equal(await errorOf(exports.identity(1)), crash);
  });
}
