/** How long the browser may take to tell of a request that has ended. */
const PATIENCE_MS = 500;

/**
 * When a request really went out: milliseconds on the page's clock.
 * @typedef {{ queuedMs: number, sent: number, answered: number }} Times
 */

/** Watches what the browser does with requests to /delay, which are told apart by `for`. */
export function watchRequests() {
  /** @type {Map<string, Times>} */
  const times = new Map();
  let onEntry = () => {};
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      note(times, /** @type {PerformanceResourceTiming} */ (entry));
    onEntry();
  });
  observer.observe({ type: 'resource' });

  return {
    /**
     * @param {string[]} names
     * @returns {Promise<(Times | undefined)[]>} undefined where the browser does not tell
     */
    async collect(names) {
      await /** @type {Promise<void>} */ (
        new Promise((resolve) => {
          onEntry = () => names.every((name) => times.has(name)) && resolve();
          onEntry();
          setTimeout(resolve, PATIENCE_MS);
        })
      );
      return names.map((name) => times.get(name));
    },

    stop: () => observer.disconnect(),
  };
}

/** @param {Map<string, Times>} times @param {PerformanceResourceTiming} entry */
function note(times, { name, startTime, requestStart, responseEnd }) {
  const request = new URL(name).searchParams.get('for');
  if (!request || !requestStart) return;
  times.set(request, {
    queuedMs: requestStart - startTime,
    sent: requestStart,
    answered: responseEnd,
  });
}
