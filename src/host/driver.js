import { createYield } from './yield.js';

/** Seconds on the host's monotonic clock. */
export const now = () => performance.now() / 1000;

/** The longest that a host's timer can wait; a longer one fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** What `step` returns to be called again after the host has had its turn. */
const GO_ON = -1;

const resolved = Promise.resolve();

/**
 * Drives a module's loop by the host's: one entry runs all that is ready, one host timer
 * stands for the earliest deadline, and after a time slice the host has its turn.
 * @typedef {ReturnType<typeof createDriver>} Driver
 * @param {object} program
 * @param {(slice: number) => number} program.step
 * @param {(nextDeadline: number) => void} program.onIdle after each entry that left nothing ready
 * @param {(error: unknown) => void} program.onThrow what a step threw; the program is over
 * @param {number} slice in seconds
 */
export function createDriver({ step, onIdle, onThrow }, slice) {
  let scheduled = false;
  let stopped = false;
  let sliceEnd = -Infinity;
  let armedFor = Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  const yieldToHost = createYield(() => enterIfScheduled(true));

  /** @param {boolean} hostHadItsTurn */
  function enterIfScheduled(hostHadItsTurn) {
    if (scheduled) enter(hostHadItsTurn);
  }

  /** @param {boolean} hostHadItsTurn */
  function enter(hostHadItsTurn) {
    if (stopped) return;
    if (hostHadItsTurn) sliceEnd = now() + slice;
    scheduled = true;
    let deadline;
    try {
      deadline = step(slice);
    } catch (error) {
      onThrow(error);
      return;
    }
    if (stopped) return;
    scheduled = deadline === GO_ON;
    if (scheduled) {
      yieldToHost();
    } else {
      arm(deadline);
      onIdle(deadline);
    }
  }

  /** @param {number} deadline */
  function arm(deadline) {
    if (deadline === armedFor) return;
    clearTimeout(timer);
    armedFor = deadline;
    if (deadline === Infinity) return;
    const wait = Math.max(0, Math.ceil((deadline - now()) * 1000));
    timer = setTimeout(ring, Math.min(wait, LONGEST_TIMER_MS));
  }

  // A host's timer may be early, and a long one is armed in parts: the module compares its
  // deadlines with the clock, and asks to be woken again.
  function ring() {
    armedFor = Infinity;
    enter(true);
  }

  return {
    /**
     * Enters the module soon. At the end of the running job as long as the current slice
     * lasts, so that many completions in one turn are one entry; after it the host goes
     * first, or a program that only waits for settled promises would shut it out.
     */
    wake() {
      if (scheduled || stopped) return;
      scheduled = true;
      if (now() < sliceEnd) resolved.then(() => enterIfScheduled(false));
      else yieldToHost();
    },

    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
