import assert from 'node:assert/strict';

import { builds } from '../support/builds.js';
import { errorOf, loadBuild, runBuild } from '../support/load.js';
import { test } from '../support/test.js';

for (const build of builds('run')) {
  test(`${build}: main() gets its arguments, after the program's name`, async () => {
    const { status, stdout } = await runBuild(build, ['arguments', '', 'a b', '"', '-x']);
    assert.equal(stdout, '<app>\n<arguments>\n<>\n<a b>\n<">\n<-x>\n');
    assert.equal(status, 0);
  });

  test(`${build}: arguments may be of any script`, async () => {
    const words = ['Grüße', '日本語', '🐍', 'e\u0301'];
    const { status, stdout } = await runBuild(build, ['arguments', ...words], { name: 'naïve' });
    assert.equal(stdout, ['naïve', 'arguments', ...words].map((word) => `<${word}>\n`).join(''));
    assert.equal(status, 0);
  });

  test(`${build}: a thousand long arguments arrive whole`, async () => {
    const words = Array.from({ length: 1000 }, (_, i) => `${i}-${'x'.repeat(i)}`);
    const { stdout } = await runBuild(build, ['arguments', ...words]);
    assert.equal(stdout, ['app', 'arguments', ...words].map((word) => `<${word}>\n`).join(''));
  });

  test(`${build}: getenv() sees option env and nothing else`, async () => {
    const env = { ONE: '1', EMPTY: '', CITY: 'Köln', PAIR: 'a=b' };
    const names = ['ONE', 'EMPTY', 'CITY', 'PAIR', 'PATH'];
    const { stdout } = await runBuild(build, ['environment', ...names], { env });
    assert.equal(stdout, 'ONE=1\nEMPTY=\nCITY=Köln\nPAIR=a=b\nPATH=(none)\n');
  });

  for (const status of [0, 3, 255])
    test(`${build}: main() returning ${status} is exit status ${status}`, async () => {
      assert.equal((await runBuild(build, ['status', String(status)])).status, status);
    });

  for (const status of [0, 6])
    test(`${build}: exit(${status}) in a task ends the program, output and atexit included`, async () => {
      const ended = await runBuild(build, ['exit-from-task', String(status)]);
      assert.deepEqual(ended, { status, stdout: 'leaving, goodbye', stderr: '' });
    });

  test(`${build}: an error that main() returns unseen is status 1, and told on stderr`, async () => {
    const ended = await runBuild(build, ['fail-unseen']);
    assert.deepEqual(ended, {
      status: 1,
      stdout: '',
      stderr: 'asyncio: main() failed, and nobody asked why: half a header\n',
    });
  });

  test(`${build}: an error that main() has looked at is not told again`, async () => {
    const ended = await runBuild(build, ['fail-seen']);
    assert.deepEqual(ended, { status: 1, stdout: 'main saw: half a header\n', stderr: '' });
  });

  test(`${build}: an error of the C library is told in its words`, async () => {
    const { status, stderr } = await runBuild(build, ['fail-by-libc']);
    assert.equal(status, 1);
    assert.match(
      stderr,
      /^asyncio: main\(\) failed, and nobody asked why: Result not representable/,
    );
  });

  test(`${build}: the error of a task that was released is told with its name`, async () => {
    const ended = await runBuild(build, ['fail-in-task']);
    assert.deepEqual(ended, {
      status: 0,
      stdout: '',
      stderr: "asyncio: task 'forgotten' failed, and nobody asked why: half a header\n",
    });
  });

  test(`${build}: option stdin may be text`, async () => {
    const input = 'one\nzwölf\n\nno newline';
    const { status, stdout } = await runBuild(build, ['echo'], { stdin: input });
    assert.equal(stdout, input);
    assert.equal(status, 0);
  });

  test(`${build}: option stdin may be bytes, NUL and all`, async () => {
    const stdin = Uint8Array.from({ length: 10_000 }, (_, i) => i % 256);
    const { stdout } = await runBuild(build, ['count-input'], { stdin });
    assert.equal(stdout, '10000 bytes\n');
  });

  test(`${build}: an empty option stdin is at its end`, async () => {
    assert.equal((await runBuild(build, ['count-input'], { stdin: '' })).stdout, '0 bytes\n');
  });

  test(`${build}: last lines without a newline arrive, on their own streams`, async () => {
    const ended = await runBuild(build, ['partial-lines']);
    assert.equal(ended.stdout, 'whole\npart');
    assert.equal(ended.stderr, 'whole error\npart of error');
  });

  test(`${build}: a character written byte by byte reaches option stdout whole`, async () => {
    /** @type {string[]} */
    const pieces = [];
    await runBuild(build, ['split-character'], { stdout: (text) => pieces.push(text) });
    assert.deepEqual(pieces, ['🐍', '!']);
  });

  test(`${build}: tasks left behind are cancelled and awaited before asyncio_run returns`, async () => {
    const { status, stdout, stderr } = await runBuild(build, ['leave-pending']);
    assert.equal(stderr, '');
    const lines = stdout.trimEnd().split('\n');
    assert.equal(lines[0], 'main task returns');
    assert.deepEqual(lines.slice(1, 3).sort(), ['first: cancelled', 'second: cancelled']);
    assert.deepEqual(lines.slice(3, 5).sort(), ['first: cleaned up', 'second: cleaned up']);
    assert.equal(lines[5], 'asyncio_run returns');
    assert.equal(status, 4);
  });

  test(`${build}: one main() may call asyncio_run again and again`, async () => {
    const ended = await runBuild(build, ['run-again']);
    assert.deepEqual(ended, { status: 0, stdout: '1\n1\nhalf a header\n3\n', stderr: '' });
  });

  test(`${build}: cancel() cancels the main task, which may clean up`, async () => {
    const { app, printed } = await loadBuild(build);
    assert.equal(app.cancel(), false);
    const running = app.run('interrupt');
    while (printed.stdout === '') await new Promise((resolve) => setImmediate(resolve));
    assert.equal(app.cancel(), true);
    assert.equal(await running, 1);
    assert.equal(printed.stdout, 'waiting\ninterrupted: 1\ncleaned up\nmain: cancelled\n');
    assert.equal(app.cancel(), false);
  });

  test(`${build}: tasks() tells of the tasks that run, and of none after the end`, async () => {
    const { app, printed } = await loadBuild(build);
    const running = app.run('interrupt');
    while (printed.stdout === '') await new Promise((resolve) => setImmediate(resolve));
    const [task, ...others] = app.tasks();
    assert.deepEqual(others, []);
    assert.equal(task.name, 'Task-1');
    assert.match(task.location, /run\.c:\d+$/);
    assert.equal(task.waitsFor, 'the end of a sleep');
    app.cancel();
    await running;
    assert.deepEqual(app.tasks(), []);
  });

  test(`${build}: main() runs once; a second run() says so`, async () => {
    const { app } = await loadBuild(build);
    const running = app.run('status', '3');
    const early = await errorOf(app.run('status', '0'));
    assert.match(early.message, /main\(\) runs once.*load the module again/);
    assert.equal(await running, 3);
    const late = await errorOf(app.run('status', '0'));
    assert.equal(late.name, 'ExitError');
    assert.equal(late.status, 3);
    assert.match(late.message, /the program has ended, with exit status 3/);
  });

  test(`${build}: an error that option stdout throws ends the program, and is run()'s`, async () => {
    const failure = new Error('no paper');
    const stdout = () => {
      throw failure;
    };
    const { app } = await loadBuild(build, { stdout });
    assert.equal(await errorOf(app.run('leave-pending')), failure);
    assert.equal(await errorOf(app.run()), failure);
  });

  test(`${build}: fifteen instances at once make Node warn of nothing`, async (t) => {
    /** @type {Error[]} */
    const warnings = [];
    const note = (/** @type {Error} */ warning) => void warnings.push(warning);
    process.on('warning', note);
    t.after(() => process.removeListener('warning', note));
    const runs = Array.from({ length: 15 }, () => runBuild(build, ['run-again']));
    for (const { status } of await Promise.all(runs)) assert.equal(status, 0);
    assert.deepEqual(warnings, []);
  });

  test(`${build}: two instances of one module know nothing of each other`, async () => {
    const one = runBuild(build, ['leave-pending']);
    const other = runBuild(build, ['status', '2']);
    assert.equal((await other).status, 2);
    assert.equal((await one).status, 4);
  });
}
