/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export const PLACES = ['wasi 20', 'wasi 26', 'emscripten 20', 'emscripten 26'];

/**
 * A line of the table. Ratios are medians of the ratios of each round, whose two sides ran
 * next to each other.
 * @typedef {object} Line
 * @property {string} id
 * @property {import('./suite.js').Row} row
 * @property {Record<string, number>} values by place; JavaScript 20, JavaScript 26, CPython
 * @property {Record<string, number>} toJavascript by place
 * @property {Record<string, number>} toOver by place
 */

/**
 * @param {{ name: string, suite: import('./suite.js').Suite }[]} suites
 * @param {import('./run.js').Found[]} found
 * @returns {Line[]}
 */
export function summarize(suites, found) {
  return suites.flatMap(({ name, suite }) => {
    const own = found.filter((one) => one.suite === name);
    return Object.entries(suite.rows).map(([id, row]) => ({
      id,
      row,
      values: valuesOf(own, id),
      toJavascript: ratios(own, id, (one, other) => isPeer(one, other, suite.apart), id),
      toOver: row.over
        ? ratios(
            own,
            id,
            (one, other) => other.side === 'ours' && one.place === other.place,
            row.over,
          )
        : {},
    }));
  });
}

/**
 * @param {import('./run.js').Found} one
 * @param {import('./run.js').Found} other
 * @param {boolean} [apart]
 */
const isPeer = (one, other, apart) =>
  other.side === 'javascript' && (apart ? one.node === other.node : one.place === other.place);

/** @param {import('./run.js').Found[]} found @param {string} id */
function valuesOf(found, id) {
  /** @type {Record<string, number[]>} */
  const all = {};
  for (const { side, place, node, samples } of found)
    (all[side === 'javascript' ? `JavaScript ${node}` : place] ??= []).push(...(samples[id] ?? []));
  const filled = Object.entries(all).filter(([, values]) => values.length > 0);
  return Object.fromEntries(filled.map(([place, values]) => [place, median(values)]));
}

/**
 * @param {import('./run.js').Found[]} found
 * @param {string} id
 * @param {(one: import('./run.js').Found, other: import('./run.js').Found) => boolean} match
 * @param {string} otherId
 */
function ratios(found, id, match, otherId) {
  /** @type {Record<string, number[]>} */
  const all = {};
  for (const one of found) {
    if (one.side !== 'ours' || !one.samples[id]) continue;
    const other = found.find(
      (two) => two.round === one.round && match(one, two) && two.samples[otherId],
    );
    if (other)
      (all[one.place] ??= []).push(median(one.samples[id]) / median(other.samples[otherId]));
  }
  return Object.fromEntries(Object.entries(all).map(([place, values]) => [place, median(values)]));
}
