import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';

import { startServer } from '../../web/server.js';

/** @param {string} path from the top of the project */
const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Upper limits of times hold in one of so many runs: the machine may be busy. */
const ATTEMPTS = 4;
const PATIENCE_MS = 60_000;

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
/** @type {import('playwright-core').Browser} */
let browser;

before(async () => {
  server = await startServer();
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
      ...['--disable-background-networking', '--disable-component-update'],
    ],
  });
});

after(async () => {
  await browser?.close();
  await server?.close();
});

/**
 * The page, and what it does that it should not.
 * @param {import('playwright-core').BrowserContextOptions & {
 *   build?: string,
 *   url?: string,
 *   prepare?: (page: import('playwright-core').Page) => Promise<unknown>,
 * }} [options]
 */
async function openPage({ build = 'wasi', url = server.url, prepare, ...options } = {}) {
  const page = await browser.newPage(options);
  page.setDefaultTimeout(PATIENCE_MS);
  /** @type {string[]} */
  const problems = [];
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()))
      problems.push(`${message.type()}: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url)) problems.push(`request to ${request.url()}`);
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  await prepare?.(page);
  await page.goto(build === 'wasi' ? url : `${url}?build=${build}`);
  return { page, problems };
}

/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page */
const sentence = (page) => page.locator('#race .result').innerText();

/** Waits for the end of the run that happens on load. @param {Page} page */
const waitForResult = (page, text = 'times faster.') =>
  page.locator('#race .result', { hasText: text }).waitFor();

/** @param {Page} page @param {string} name @param {object} [options] @returns {Promise<any>} */
const run = (page, name, options) =>
  page.evaluate(
    ([name, options]) => /** @type {any} */ (window).demo.run(name, options),
    [name, options],
  );

/** What the busy machine may spoil, until it comes out well. @param {() => Promise<unknown>} attempt */
async function eventually(attempt) {
  for (let left = ATTEMPTS - 1; ; left--) {
    try {
      return await attempt();
    } catch (error) {
      if (left === 0 || !(error instanceof assert.AssertionError)) throw error;
    }
  }
}

/** @param {number} value @param {number} low @param {number} high @param {string} what */
const assertBetween = (value, low, high, what) =>
  assert.ok(low <= value && value <= high, `${what}: ${value}, not in ${low}..${high}`);

/** @param {{ start: number, end: number }[]} bars */
function assertStaircase(bars) {
  assert.equal(bars.length, 3);
  for (const [i, bar] of bars.entries()) {
    assert.ok(bar.end - bar.start >= 990);
    if (i > 0) assert.ok(bar.start >= bars[i - 1].end);
  }
}

/** @param {{ start: number, end: number }[]} bars */
function assertStack(bars) {
  assert.equal(bars.length, 3);
  const lastStart = Math.max(...bars.map(({ start }) => start));
  for (const bar of bars) assert.ok(bar.end - bar.start >= 990 && lastStart < bar.end);
}

/** @param {import('playwright-core').Locator} element */
async function assertFocusVisible(element) {
  const [focused, outline] = await element.evaluate((it) => [
    it.matches(':focus-visible'),
    parseFloat(getComputedStyle(it).outlineWidth),
  ]);
  assert.ok(focused && outline >= 2);
}

/** In the page: texts whose contrast with what is behind them is below 4.5. */
function listFaintTexts() {
  const canvas = /** @type {CanvasRenderingContext2D} */ (
    document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  );

  /** @param {string[]} layers of colour, the lowest first @returns {number} */
  function luminance(layers) {
    for (const layer of layers) {
      canvas.fillStyle = layer;
      canvas.fillRect(0, 0, 1, 1);
    }
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((value) =>
      value <= 10 ? value / 3294 : ((value / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  const faint = [];
  let count = 0;
  for (const element of document.querySelectorAll('body *')) {
    const hasText = [...element.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim(),
    );
    const isBar = element.matches('.bar');
    if ((!hasText && !isBar) || !element.checkVisibility()) continue;
    count++;
    const layers = [];
    for (let each = /** @type {Element | null} */ (element); each; each = each.parentElement)
      layers.unshift(getComputedStyle(each).backgroundColor);
    const behind = luminance(['white', ...layers]);
    const text = luminance([...['white', ...layers], getComputedStyle(element).color]);
    const ratio = (Math.max(behind, text) + 0.05) / (Math.min(behind, text) + 0.05);
    if (ratio < 4.5) faint.push(`${ratio.toFixed(2)} ${element.className} ${element.textContent}`);
  }
  return { count, faint };
}

/** In the page: follows the first bar and the line at the present moment. */
function watchMotion() {
  /** @type {Set<string>} */
  const lengths = new Set();
  const seen = { lengths: 0, sweeps: false };
  Object.assign(window, { seen });
  requestAnimationFrame(function look() {
    const bar = /** @type {HTMLElement | null} */ (document.querySelector('#race .bar'));
    const line = /** @type {HTMLElement | null} */ (document.querySelector('#race .present'));
    if (bar) seen.lengths = lengths.add(bar.style.getPropertyValue('--to')).size;
    if (line && !line.hidden) seen.sweeps = true;
    requestAnimationFrame(look);
  });
}

// Each test has a page of its own, and mostly waits.
describe('the page', { concurrency: 4 }, () => {
  for (const build of ['wasi', 'emscripten'])
    describe(`built by ${build}`, () => {
      test('races on load, without a click, and ends on one true sentence', async () => {
        const { page, problems } = await openPage({ build });
        await waitForResult(page);
        const shown =
          /^One after another (\d\.\d\d) s,\s+together (\d\.\d\d) s:\s+(\d\.\d) times faster\.$/;
        const [, sequential, concurrent] = shown.exec(await sentence(page)) ?? [];
        assert.ok(Number(sequential) >= 2.9, sequential);
        assert.ok(Number(concurrent) >= 0.95, concurrent);

        await eventually(async () => {
          const result = await run(page, 'race');
          assert.equal(result.build, build);
          assertBetween(result.sequentialMs, 2900, 3600, 'sequential');
          assertBetween(result.concurrentMs, 950, 1500, 'concurrent');
          assert.ok(result.speedup > 2);
          const words = (await sentence(page)).replace(/\s+/g, ' ');
          assert.equal(words, result.sentence);
          assert.ok(words.includes(`${(result.sequentialMs / 1000).toFixed(2)} s`), words);
          assert.ok(words.includes(`${(result.concurrentMs / 1000).toFixed(2)} s`), words);
          assert.ok(words.includes(`${result.speedup.toFixed(1)} times`), words);
          assertStaircase(result.bars.sequential);
          assertStack(result.bars.concurrent);
        });
        assert.deepEqual(problems, []);
        await page.close();
      });

      test('sends as many requests as asked for, and shows what the browser queues', async () => {
        const { page, problems } = await openPage({ build });
        await eventually(async () => {
          const result = await run(page, 'requests', { count: 12 });
          assert.ok(result.sequentialMs >= 12 * 299);
          assert.equal(result.connections, 6);
          const queued = result.queuedMs.filter((/** @type {number} */ ms) => ms > 200);
          assert.equal(queued.length, 6, JSON.stringify(result.queuedMs));
          assertBetween(result.concurrentMs, 590, 1500, 'gathered');
          assert.ok(result.speedup > 3);
          assert.match(await page.locator('#requests .remark').innerText(), /6 of 12 waited/);
        });
        assert.equal(await page.locator('#requests .bar.queue:visible').count(), 12);

        const one = await run(page, 'requests', { count: 1 });
        assert.equal(one.queuedMs.length, 1);
        assert.match(one.sentence, /^1 request: in turn/);
        assert.match(one.remark, /All of them were on the wire at once/);
        assert.deepEqual(problems, []);
        await page.close();
      });

      test('a deadline ends in ETIMEDOUT, and aborts on the wire', async () => {
        const { page, problems } = await openPage({ build });
        await eventually(async () => {
          const { inTime, late } = await run(page, 'deadline');
          assert.deepEqual(
            [inTime.status, inTime.code, inTime.server.state],
            [200, null, 'answered'],
          );
          assert.deepEqual(
            [late.status, late.code, late.server.state],
            [null, 'ETIMEDOUT', 'aborted'],
          );
          assertBetween(late.ms, 499, 900, 'time until ETIMEDOUT');
          assertBetween(late.server.afterMs, 300, 950, 'time until the server saw it');
        });
        assert.match(
          await page.locator('#deadline .result').innerText(),
          /ETIMEDOUT after 0\.\d\d s/,
        );
        assert.match(await page.locator('#deadline .remark').innerText(), /connection close/);
        assert.deepEqual(problems, []);
        await page.close();
      });
    });

  test('the result is plain JSON, the table says the same, the source is the real one', async () => {
    const { page } = await openPage();
    const result = await run(page, 'race');
    assert.deepEqual(JSON.parse(JSON.stringify(result)), result);
    await page.locator('#race summary').click();
    const rows = await page.locator('#race tbody tr').allInnerTexts();
    const bars = [...result.bars.sequential, ...result.bars.concurrent];
    assert.equal(rows.length, bars.length);
    for (const [i, { start, end }] of bars.entries())
      for (const time of [start, end, end - start])
        assert.ok(rows[i].includes(`${(time / 1000).toFixed(2)} s`), rows[i]);

    const file = await readFile(at('web/demo.c'), 'utf8');
    const blocks = page.locator('.source code');
    assert.equal(await blocks.count(), 5);
    for (const block of await blocks.all()) {
      const lines = await block.locator('.line').allTextContents();
      assert.ok(lines.length > 5);
      assert.ok(file.includes(lines.join('\n')), lines.join('\n'));
    }
    await page.close();
  });

  test('the keyboard alone will do', async () => {
    const { page, problems } = await openPage();
    await waitForResult(page);
    const button = page.locator('#race button');
    for (let i = 0; i < 10; i++) {
      await page.keyboard.press('Tab');
      if (await button.evaluate((element) => element === document.activeElement)) break;
    }
    await assertFocusVisible(button);
    await page.keyboard.press('Enter');
    await page.locator('#race .result', { hasText: 'Running' }).waitFor();
    await page.keyboard.press('Enter'); // while it runs: nothing
    assert.equal(await button.getAttribute('aria-disabled'), 'true');
    await waitForResult(page);
    await assertFocusVisible(button);
    assert.equal(await button.getAttribute('aria-disabled'), 'false');

    const slider = page.locator('#requests input');
    await slider.focus();
    await page.keyboard.press('ArrowLeft');
    assert.equal(await page.locator('#requests output').innerText(), '11');
    assert.equal(await slider.getAttribute('aria-valuetext'), '11 requests');
    assert.equal(await page.locator('#requests button').innerText(), 'Send 11 requests');
    await page.keyboard.press('Home');
    assert.equal(await page.locator('#requests button').innerText(), 'Send 1 request');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.locator('#requests .result', { hasText: '1 request: in turn' }).waitFor();
    assert.deepEqual(problems, []);
    await page.close();
  });

  test('fits a phone', async () => {
    const { page } = await openPage({ viewport: { width: 360, height: 800 } });
    await waitForResult(page);
    await run(page, 'requests', { count: 24 });
    await run(page, 'deadline');
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 360, `${width} px wide`);

    const labels = page.locator('#race .axis span');
    assert.deepEqual(await labels.allInnerTexts(), ['0', '1', '2', '3 s']);
    for (const label of await page.locator('.axis span').all()) {
      const box = await label.boundingBox();
      assert.ok(box && box.x >= 0 && box.x + box.width <= 360 && box.width > 0);
    }
    const result = await page.locator('#race .result').boundingBox();
    assert.ok(result && result.y + result.height <= 800, 'the result is below the fold');
    for (const button of await page.locator('button').all()) {
      const box = await button.boundingBox();
      assert.ok(box && box.height >= 44);
    }
    await page.close();
  });

  test('light and dark differ, and both can be read', async () => {
    const backgrounds = [];
    for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
      const { page } = await openPage({ colorScheme });
      await waitForResult(page);
      await run(page, 'deadline');
      await page.evaluate(() =>
        document.querySelectorAll('details').forEach((it) => (it.open = true)),
      );
      backgrounds.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
      const { count, faint } = await page.evaluate(listFaintTexts);
      assert.ok(count > 100);
      assert.deepEqual(faint, [], colorScheme);
      await page.close();
    }
    assert.notEqual(backgrounds[0], backgrounds[1]);
  });

  test('moves, but not for those who want no motion', async () => {
    for (const reducedMotion of /** @type {const} */ (['no-preference', 'reduce'])) {
      const { page } = await openPage({
        reducedMotion,
        prepare: (page) => page.addInitScript(watchMotion),
      });
      await waitForResult(page);
      const { lengths, sweeps } = await page.evaluate(() => /** @type {any} */ (window).seen);
      if (reducedMotion === 'reduce') {
        assert.equal(lengths, 1);
        assert.equal(sweeps, false);
      } else {
        assert.ok(lengths > 5);
        assert.equal(sweeps, true);
      }
      assert.equal(await page.locator('#race .bar:visible').count(), 6);
      assert.equal(await page.locator('#race .present:visible').count(), 0);
      await page.close();
    }
  });

  test('a result from a hidden tab is marked', async () => {
    const { page } = await openPage();
    await waitForResult(page);
    const hidden = run(page, 'race');
    await page.locator('#race .result', { hasText: 'Running' }).waitFor();
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
      document.dispatchEvent(new Event('visibilitychange'));
      delete (/** @type {any} */ (document).hidden);
      document.dispatchEvent(new Event('visibilitychange'));
    });
    assert.equal((await hidden).wasHidden, true);
    assert.match(await page.locator('#race .remark').innerText(), /tab was hidden.*Run it again/);
    assert.equal((await run(page, 'race')).wasHidden, false);
    assert.equal(await page.locator('#race .remark').innerText(), '');
    await page.close();
  });

  test('says when the server has no /delay, and recovers', async () => {
    const { page } = await openPage({
      prepare: (page) => page.route('**/delay?*', (route) => route.fulfill({ status: 404 })),
    });
    await waitForResult(page, 'did not answer as the page needs it');
    assert.match(await sentence(page), /That did not work\..*make demo.*answered 404/s);
    await assert.rejects(run(page, 'deadline'), /answered 404/);
    assert.match(await page.locator('#deadline .result').innerText(), /That did not work\./);

    await page.unroute('**/delay?*');
    await page.locator('#race button').click();
    await waitForResult(page);
    assert.doesNotMatch(await sentence(page), /did not work/);
    await page.close();
  });

  test('says when the server goes away', async () => {
    const own = await startServer();
    const { page } = await openPage({ url: own.url });
    await page.locator('#race .bar').first().waitFor();
    await own.close();
    await waitForResult(page, 'is “make demo” still running?');
    await page.close();
  });

  test('says when the module is missing or is none, and recovers', async () => {
    const answers = [{ status: 404 }, { body: 'no module', contentType: 'application/wasm' }];
    for (const build of ['wasi', 'emscripten'])
      for (const answer of answers) {
        const { page } = await openPage({
          build,
          prepare: (page) => page.route('**/demo.wasm', (route) => route.fulfill(answer)),
        });
        await waitForResult(page, 'The C program could not be loaded.');
        await page.unroute('**/demo.wasm');
        await page.locator('#race button').click();
        await waitForResult(page);
        await page.close();
      }
  });

  test('says when there is no WebAssembly', async () => {
    const { page } = await openPage({
      prepare: (page) =>
        page.addInitScript(() => void delete (/** @type {any} */ (globalThis).WebAssembly)),
    });
    await waitForResult(page, 'This browser has no WebAssembly');
    await page.close();
  });

  test('says when the program crashes, and recovers', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'asyncio-crash-'));
    const source = join(folder, 'crash.c');
    const module = join(folder, 'crash.wasm');
    await writeFile(
      source,
      `#include <asyncio.h>
     static intptr_t crash(void *unused) { (void)unused; __builtin_trap(); }
     static intptr_t sequential(void *ms) { return asyncio_sleep(0.1) < 0 ? 0 : crash(ms); }
     static intptr_t concurrent(void *ms) { (void)ms; return asyncio_sleep(10); }
     ASYNCIO_EXPORT(sequential) ASYNCIO_EXPORT(concurrent)`,
    );
    const compiler = [at('src/cli/asyncio-cc.js'), '--no-main', '-O1', source, '-o', module];
    const { status, stderr } = spawnSync(process.execPath, compiler, { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    const { page } = await openPage({
      prepare: (page) =>
        page.route('**/demo.wasm', (route) =>
          route.fulfill({ path: module, contentType: 'application/wasm' }),
        ),
    });
    await waitForResult(page, 'The C program crashed');
    await page.unroute('**/demo.wasm');
    await page.locator('#race button').click();
    await waitForResult(page);
    await page.close();
    await rm(folder, { recursive: true });
  });
});
