import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';

import { startServer } from './server.js';

/**
 * Takes pictures of the page when its first run has ended.
 *
 *   node web/screenshot.js         docs/screenshot.png, for the README
 *   node web/screenshot.js --all   wide and narrow, light and dark, into build/screenshots
 *
 * @typedef {{ path: string, width: number, height: number, colorScheme: 'light' | 'dark', fullPage?: boolean }} Picture
 */

/** @type {Picture} */
const README = { path: 'docs/screenshot.png', width: 1280, height: 860, colorScheme: 'light' };

/** @type {Picture[]} */
const ALL = /** @type {const} */ (['light', 'dark']).flatMap((colorScheme) =>
  Object.entries({ desktop: [1280, 800], phone: [360, 800] }).map(([name, [width, height]]) => ({
    path: `build/screenshots/${name}-${colorScheme}.png`,
    ...{ width, height, colorScheme, fullPage: true },
  })),
);

/** @param {string} path from the top of the project */
const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {Picture} picture
 */
async function take(browser, url, { path, width, height, colorScheme, fullPage = false }) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme });
  await page.goto(url);
  await page.getByText('times faster').first().waitFor();
  if (fullPage) await page.evaluate(runTheRest);
  await page.evaluate(() => document.getAnimations().forEach((animation) => animation.finish()));
  await page.screenshot({ path: at(path), fullPage });
  await page.close();
  console.log(path);
}

/** In the page. */
async function runTheRest() {
  const { demo } = /** @type {any} */ (window);
  await demo.run('requests');
  await demo.run('deadline');
}

const pictures = process.argv.includes('--all') ? ALL : [README];
await mkdir(at('docs'), { recursive: true });
await mkdir(at('build/screenshots'), { recursive: true });
const server = await startServer();
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  for (const picture of pictures) await take(browser, server.url, picture);
} finally {
  await browser.close();
  await server.close();
}
