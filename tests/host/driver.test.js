import assert from 'node:assert/strict';
import { once } from 'node:events';

import { builds } from '../support/builds.js';
import { errorOf, loadBuild } from '../support/load.js';
import { serve } from '../support/servers.js';
import { runScript } from '../support/spawn.js';
import { test } from '../support/test.js';

/** @param {number} milliseconds */
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Counts the host's turns for a while. @param {number} milliseconds */
async function countTurns(milliseconds) {
  const turns = { timeouts: 0, immediates: 0 };
  let ended = false;
  const timer = setInterval(() => turns.timeouts++, 1);
  const onImmediate = () => {
    turns.immediates++;
    if (!ended) setImmediate(onImmediate);
  };
  setImmediate(onImmediate);
  await pause(milliseconds);
  ended = true;
  clearInterval(timer);
  return turns;
}

for (const build of builds('exports')) {
  test(`${build}: a task that only yields lets timers, immediates and fetch go on`, async (t) => {
    const address = await serve(t, (_, response) => void response.end('x'));
    const { exports } = (await loadBuild(build)).app;
    const controller = new AbortController();
    const spinning = errorOf(exports.spin(0, { signal: controller.signal }));
    const [turns, text] = await Promise.all([
      countTurns(400),
      fetch(address).then((response) => response.text()),
    ]);
    assert.equal(text, 'x');
    assert.ok(turns.timeouts >= 5, `${turns.timeouts} timeouts`);
    assert.ok(turns.immediates >= 5, `${turns.immediates} immediates`);
    controller.abort('enough');
    assert.equal(await spinning, 'enough');
  });

  test(`${build}: while one task only yields, other calls and sleeps go on`, async () => {
    const { exports } = (await loadBuild(build)).app;
    const controller = new AbortController();
    const spinning = errorOf(exports.spin(0, { signal: controller.signal }));
    assert.equal(await exports.identity(4), 4);
    assert.equal(await exports.sleep_seconds('0.02'), 0);
    controller.abort('enough');
    assert.equal(await spinning, 'enough');
  });

  test(`${build}: option slice sets how long the host waits for its turn`, async () => {
    const { exports } = (await loadBuild(build, { slice: 60 })).app;
    const controller = new AbortController();
    const spinning = errorOf(exports.spin(0, { signal: controller.signal }));
    await pause(1);
    let longest = 0;
    for (let last = performance.now(), i = 0; i < 5; i++) {
      await new Promise((resolve) => setImmediate(resolve));
      longest = Math.max(longest, -last + (last = performance.now()));
    }
    assert.ok(longest >= 50, `${longest} ms`);
    controller.abort('enough');
    await spinning;
  });

  test(`${build}: a call wakes a program that has been idle`, async () => {
    const { exports } = (await loadBuild(build)).app;
    const waiting = exports.wait_for_open();
    await pause(50);
    assert.equal(await exports.open_with(8), 0);
    assert.equal(await waiting, 8);
  });

  test(`${build}: a call wakes a program whose next timer is far away`, async () => {
    const { exports } = (await loadBuild(build)).app;
    const controller = new AbortController();
    const sleeping = errorOf(exports.sleep_seconds('3600', { signal: controller.signal }));
    await pause(20);
    assert.equal(await exports.sleep_seconds('0.01'), 0);
    controller.abort('enough');
    assert.equal(await sleeping, 'enough');
  });

  test(`${build}: sleeps end in the order of their times, and none of them early`, async () => {
    const { exports } = (await loadBuild(build)).app;
    /** @type {number[]} */
    const order = [];
    const start = performance.now();
    await Promise.all(
      [40, 5, 25, 15].map(async (milliseconds) => {
        await exports.sleep_seconds(String(milliseconds / 1000));
        const passed = performance.now() - start;
        assert.ok(passed >= milliseconds - 0.5, `${passed} ms of ${milliseconds}`);
        order.push(milliseconds);
      }),
    );
    assert.deepEqual(order, [5, 15, 25, 40]);
  });

  for (const days of [24, 25, 30, 50, 1e6])
    test(`${build}: a sleep of ${days} days does not end at once, nor keeps the host busy`, async () => {
      const { exports } = (await loadBuild(build)).app;
      const controller = new AbortController();
      let ended = false;
      const sleeping = errorOf(
        exports.sleep_seconds(String(days * 86400), { signal: controller.signal }),
      ).finally(() => (ended = true));
      const before = process.cpuUsage();
      await pause(100);
      const { user } = process.cpuUsage(before);
      assert.equal(ended, false);
      assert.ok(user < 60_000, `${user} µs of 100 ms`);
      controller.abort('enough');
      assert.equal(await sleeping, 'enough');
    });

  test(`${build}: after a long timer is gone, none is left in the host`, async () => {
    const { status, stdout, stderr } = await runScript(
      `const { exports } = await load(${JSON.stringify(build.path)});
       const controller = new AbortController();
       const sleeping = exports.sleep_seconds('3600', { signal: controller.signal });
       await exports.identity(1);
       controller.abort();
       await sleeping.catch((error) => console.log(error.name));
       setImmediate(() => console.log(process.getActiveResourcesInfo().includes('Timeout')));`,
    );
    assert.equal(stdout, 'AbortError\nfalse\n', stderr);
    assert.equal(status, 0);
  });
}

for (const build of builds('javascript'))
  test(`${build}: a task that awaits settled promises for ever lets timers run`, async () => {
    let stop = 0;
    let calls = 0;
    const { exports } = (
      await loadBuild(build, {
        functions: {
          async settled() {
            calls++;
            return stop;
          },
        },
      })
    ).app;
    const repeating = exports.repeat('settled');
    const turns = await countTurns(300);
    stop = 6;
    assert.equal(await repeating, 6);
    assert.ok(turns.timeouts >= 5, `${turns.timeouts} timeouts`);
    assert.ok(turns.immediates >= 5, `${turns.immediates} immediates`);
    assert.ok(calls > 100, `${calls} calls`);
  });

for (const build of builds('network'))
  test(`${build}: a program that only waits for the network costs neither time nor timers`, async (t) => {
    let arrived = 0;
    const events = new EventTarget();
    const address = await serve(t, () => {
      if (++arrived === 10) events.dispatchEvent(new Event('all'));
    });
    const all = once(events, 'all');
    // A process of its own: this one has timers of other tests.
    const script = runScript(
      `const { exports } = await load(${JSON.stringify(build.path)});
       for (let i = 0; i < 10; i++) exports.get(${JSON.stringify(address)}).catch(() => {});
       await new Promise((resolve) => setTimeout(resolve, 300));
       const before = process.cpuUsage();
       await new Promise((resolve) => setTimeout(resolve, 300));
       const { user, system } = process.cpuUsage(before);
       const timers = process.getActiveResourcesInfo().filter((name) => name === 'Timeout');
       const immediates = process.getActiveResourcesInfo().filter((name) => name === 'Immediate');
       console.log(JSON.stringify({ cpu: user + system, timers, immediates }));
       process.exit();`,
    );
    await all;
    const { stdout, stderr } = await script;
    const { cpu, timers, immediates } = JSON.parse(stdout || `"${stderr}"`);
    assert.ok(cpu < 100_000, `${cpu} µs of 300 ms`);
    assert.deepEqual(immediates, []);
    // fetch itself has timers for its own limits; they are not referenced.
    assert.deepEqual(timers, []);
  });
