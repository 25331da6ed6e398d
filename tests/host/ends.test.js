import assert from 'node:assert/strict';
import { once } from 'node:events';

import { builds } from '../support/builds.js';
import { errorOf, loadBuild } from '../support/load.js';
import { nodes } from '../support/nodes.js';
import { serve } from '../support/servers.js';
import { asyncioRun, runScript } from '../support/spawn.js';
import { test } from '../support/test.js';

/** @param {number} milliseconds */
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

for (const build of builds('crash')) {
  /** Runs main() in a mode that ends badly. @param {string[]} args */
  async function crashOf(...args) {
    const { app, printed } = await loadBuild(build);
    const error = await errorOf(app.run(...args));
    return { app, printed, error };
  }

  test(`${build}: a trap in a task rejects run() and names the task`, async () => {
    const { app, error, printed } = await crashOf('trap');
    assert.equal(error.name, 'CrashError');
    assert.match(error.message, /^task 'worker' crashed: .*unreachable/);
    assert.ok(error.cause instanceof WebAssembly.RuntimeError);
    assert.equal(printed.stdout, 'begun\n');
    assert.equal(await errorOf(app.run()), error);
    assert.deepEqual(app.tasks(), []);
    assert.equal(app.cancel(), false);
  });

  test(`${build}: the stack of a trap names the C functions`, async () => {
    const { error } = await crashOf('trap');
    assert.match(error.cause.stack, /\btrap\b/);
  });

  test(`${build}: a trap in the main task names it`, async () => {
    const { error } = await crashOf('trap-in-main-task');
    assert.match(error.message, /^task 'Task-1' crashed: /);
  });

  test(`${build}: a trap in main() itself names main()`, async () => {
    const { error } = await crashOf('trap-in-main');
    assert.equal(error.name, 'CrashError');
    assert.match(error.message, /^main\(\) crashed: /);
  });

  test(`${build}: abort() is a crash of its task`, async () => {
    const { app, error } = await crashOf('abort');
    assert.equal(error.name, 'CrashError', String(error));
    assert.match(error.message, /^task 'worker' crashed: /);
    assert.equal(await errorOf(app.run()), error);
  });

  test(`${build}: too many locals are a stack overflow, told with task and size`, async () => {
    const { app, error } = await crashOf('overflow-locals');
    assert.equal(error.name, 'CrashError');
    assert.equal(
      error.message,
      "stack overflow: task 'worker' needs more than its 8192 bytes; " +
        'give it more with .stack_size, where it is created',
    );
    assert.equal(await errorOf(app.run()), error);
  });

  test(`${build}: too many frames at a suspension are a stack overflow too`, async () => {
    const { error } = await crashOf('overflow-frames');
    assert.equal(error.name, 'CrashError');
    assert.match(error.message, /^stack overflow: task 'worker' needs more than its 8192 bytes;/);
  });

  test(`${build}: main() has a stack of its own, which can overflow`, async () => {
    const { error } = await crashOf('overflow-in-main');
    assert.equal(error.name, 'CrashError');
    assert.match(error.message, /^stack overflow: main\(\) needs more than its \d+ bytes/);
    // Nothing in main() takes a .stack_size.
    assert.doesNotMatch(error.message, /where it is created/);
  });

  test(`${build}: a crash aborts what is under way`, async (t) => {
    const events = new EventTarget();
    const address = await serve(t, (request) => {
      request.socket.on('close', () => events.dispatchEvent(new Event('close')));
    });
    const closed = once(events, 'close');
    const { error } = await crashOf('fetch-and-trap', address);
    assert.equal(error.name, 'CrashError');
    await closed;
  });

  test(`${build}: a program that nothing can wake is told at once, with all its tasks`, async () => {
    const { app, error } = await crashOf('deadlock');
    assert.equal(error.name, 'DeadlockError');
    const [first, main, inner, outer, ...more] = error.message.split('\n');
    assert.equal(first, 'deadlock: nothing can wake any of these 3 tasks');
    assert.match(main, /^ {2}Task-1 \(created at .*crash\.c:\d+\) waits for task 'outer'$/);
    assert.match(inner, /^ {2}inner \(created at .*crash\.c:\d+\) waits for a future$/);
    assert.match(outer, /^ {2}outer \(created at .*crash\.c:\d+\) waits for task 'inner'$/);
    assert.deepEqual(more, []);
    assert.deepEqual(
      error.tasks.map((/** @type {any} */ task) => task.name),
      ['Task-1', 'inner', 'outer'],
    );
    assert.equal(await errorOf(app.run()), error);
  });

  test(`${build}: waiting for timers and promises is no deadlock`, async () => {
    const slow = async () => (await pause(100), 3);
    const { app, printed } = await loadBuild(build, { functions: { slow } });
    assert.equal(await app.run('wait-honestly'), 0);
    assert.equal(printed.stdout, 'begun\n0 3\n');
  });

  test(`${build}: while a promise may still settle, there is no deadlock`, async () => {
    /** @type {(value: number) => void} */
    let settle = () => {};
    const slow = () => new Promise((resolve) => (settle = resolve));
    const { app } = await loadBuild(build, { functions: { slow } });
    const running = app.run('javascript', 'slow');
    await pause(20);
    settle(0);
    assert.equal(await running, 0);
  });

  test(`${build}: tasks() says which JavaScript function a task waits for`, async () => {
    /** @type {(value: number) => void} */
    let settle = () => {};
    const slow = () => new Promise((resolve) => (settle = resolve));
    const { app } = await loadBuild(build, { functions: { slow } });
    const running = app.run('javascript', 'slow');
    await pause(1);
    assert.equal(app.tasks()[0].waitsFor, "JavaScript function 'slow'");
    settle(0);
    await running;
  });

  for (const { version, path } of nodes) {
    test(`${build}: under Node ${version}, a promise that never settles is told instead of exit 13`, async () => {
      const { status, stderr } = await runScript(
        `const app = await load(${JSON.stringify(build.path)}, {
           functions: { never: () => new Promise(() => {}) },
         });
         try {
           await app.run('javascript', 'never');
         } catch (error) {
           console.error(error.name, error.message);
           process.exitCode = 5;
         }`,
        { node: path },
      );
      assert.equal(status, 5, stderr);
      assert.match(stderr, /^DeadlockError deadlock: nothing can wake this task\n/);
      assert.match(stderr, /Task-1 \(created at .*\) waits for JavaScript function 'never'/);
    });

    test(`${build}: under Node ${version}, asyncio-run reports a deadlock with status 1`, async () => {
      const { status, stdout, stderr } = await asyncioRun(build.path, ['deadlock'], { node: path });
      assert.equal(status, 1);
      assert.equal(stdout, 'begun\n');
      assert.match(
        stderr,
        /^asyncio-run: DeadlockError: deadlock: nothing can wake any of these 3/,
      );
      assert.match(stderr, /\n {2}inner \(created at .*crash\.c:\d+\) waits for a future\n/);
    });
  }

  for (const [mode, said] of /** @type {[string, RegExp][]} */ ([
    ['trap', /^asyncio-run: CrashError: task 'worker' crashed: /],
    ['overflow-frames', /^asyncio-run: CrashError: stack overflow: task 'worker' needs more/],
  ]))
    test(`${build}: asyncio-run reports ${mode} with status 1, after what was printed`, async () => {
      const { status, stdout, stderr } = await asyncioRun(build.path, [mode]);
      assert.equal(status, 1);
      assert.equal(stdout, 'begun\n');
      assert.match(stderr, said);
    });
}

for (const build of builds('exports')) {
  test(`${build}: with exports, a program that waits for nothing is told when Node would end`, async () => {
    const { status, stdout, stderr } = await asyncioRun(build.path, ['wait']);
    assert.equal(status, 1);
    assert.equal(stdout, 'main waits\n');
    assert.match(stderr, /^asyncio-run: DeadlockError: deadlock: nothing can wake this task\n/);
    assert.match(stderr, /Task-1 \(created at .*exports\.c:\d+\) waits for a future\n$/);
  });

  test(`${build}: with exports, a program that waits may still be woken by a call`, async () => {
    const { app, printed } = await loadBuild(build);
    const running = app.run('wait');
    while (printed.stdout === '') await pause(1);
    await pause(20);
    await app.exports.open_with(9);
    assert.equal(await running, 9);
  });

  test(`${build}: a call that nothing can end is told when Node would end`, async () => {
    const { status, stderr } = await runScript(
      `const app = await load(${JSON.stringify(build.path)});
       try {
         await app.exports.wait_for_open();
       } catch (error) {
         console.error(error.name, error.message);
         process.exitCode = 5;
       }`,
    );
    assert.equal(status, 5, stderr);
    assert.match(stderr, /^DeadlockError deadlock: nothing can wake this task\n/);
    assert.match(stderr, /wait_for_open waits for a future/);
  });

  test(`${build}: a module that is only loaded lets Node end`, async () => {
    const { status, stderr } = await runScript(
      `const app = await load(${JSON.stringify(build.path)});
       console.log(await app.exports.identity(1));`,
    );
    assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
  });
}
