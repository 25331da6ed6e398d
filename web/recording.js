/**
 * One bar: milliseconds since the run began. Without an end, it is still under way.
 * @typedef {object} Bar
 * @property {number} start
 * @property {number} [end]
 * @property {number} [queued] how long the browser held the request back, from the start
 * @property {number} [spared] when it would have ended, had it not been aborted
 */

/**
 * What happens in a run, as it happens: bars by lane and row, on the clock that
 * asyncio_time() and performance.now() share.
 * @typedef {ReturnType<typeof createRecording>} Recording
 */
export function createRecording() {
  let origin = performance.now();
  /** @type {Record<string, Bar[]>} */
  const lanes = {};

  return {
    lanes,

    elapsed: () => performance.now() - origin,

    /** Time counts from now on. */
    begin: () => void (origin = performance.now()),

    /**
     * @param {string} event
     * @param {string} lane
     * @param {number} row
     * @param {number} time in seconds
     */
    tell(event, lane, row, time = performance.now() / 1000) {
      const at = time * 1000 - origin;
      const bars = (lanes[lane] ??= []);
      if (event === 'start') bars[row] = { start: at };
      else bars[row].end = at;
    },

    /** When the last bar of a lane ended. @param {string} lane */
    end: (lane) => Math.max(...lanes[lane].map(({ end }) => end ?? NaN)),

    /** From the start of a lane's first bar to the end of its last. @param {string} lane */
    length(lane) {
      return this.end(lane) - Math.min(...lanes[lane].map(({ start }) => start));
    },
  };
}
