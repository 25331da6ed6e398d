/**
 * Measures one suite in this process: child.js SUITE SIDE TOOLCHAIN FILE, where SIDE is
 * ours, javascript or both. Prints what it found as JSON.
 */
import { load } from '../../src/host/index.js';

const [name, side, toolchain, file] = process.argv.slice(2);

/** @type {import('./suite.js').Suite} */
const suite = (await import(`./suites/${name}.js`)).default;
const app = side === 'javascript' ? undefined : await load(file, { functions: suite.functions });

/** @typedef {Record<string, number[]>} Samples */
const found = { ours: /** @type {Samples} */ ({}), javascript: /** @type {Samples} */ ({}) };

/**
 * @param {Samples} samples
 * @param {string} row
 * @param {import('./suite.js').Measured} measured
 */
function keep(samples, row, measured) {
  const values = typeof measured === 'number' ? { [row]: measured } : measured;
  for (const [key, value] of Object.entries(values)) (samples[key] ??= []).push(value);
}

for (let turn = -suite.warmUps; turn < suite.samples; turn++) {
  for (const [row, { ours, javascript, only }] of Object.entries(suite.rows)) {
    if (app && ours && (!only || only === toolchain)) {
      const measured = await ours(app, { toolchain, file });
      if (turn >= 0) keep(found.ours, row, measured);
    }
    if (side !== 'ours' && javascript) {
      const measured = await javascript();
      if (turn >= 0) keep(found.javascript, row, measured);
    }
  }
}

process.stdout.write(JSON.stringify(found), () => process.exit());
