/** @param {number} ms */
export const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;

/**
 * Two measured times, and how many times faster the second is.
 * @param {string} slow
 * @param {number} slowMs
 * @param {string} fast
 * @param {number} fastMs
 */
export const comparison = (slow, slowMs, fast, fastMs) =>
  `${slow} ${seconds(slowMs)}, ${fast} ${seconds(fastMs)}: ${(slowMs / fastMs).toFixed(1)} times faster.`;

/** @param {number} count */
export const requestsInWords = (count) => (count === 1 ? '1 request' : `${count} requests`);
