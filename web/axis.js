import { element, setNumber } from './element.js';

const STEPS = [0.1, 0.25, 0.5, 1, 2, 5];
const MOST_STEPS = 5;

/** Where the ticks of an axis of SPAN seconds are. @param {number} span */
export function ticks(span) {
  const step = STEPS.find((each) => span / each <= MOST_STEPS) ?? 10;
  const count = Math.floor(span / step + 1e-9);
  return Array.from({ length: count + 1 }, (_, i) => Number((i * step).toFixed(2)));
}

/**
 * An axis of time that grows when it must.
 * @param {HTMLElement} chart
 */
export function createAxis(chart) {
  const grid = element('div', 'grid');
  const labels = element('div', 'axis');
  let span = 0;

  /** @param {number} newSpan in seconds */
  function show(newSpan) {
    span = newSpan;
    setNumber(chart, 'span', span);
    const places = ticks(span);
    grid.replaceChildren(...places.map((at) => placed(element('i', ''), at)));
    labels.replaceChildren(
      ...places.map((at, i) => {
        const text = i === places.length - 1 ? `${at} s` : String(at);
        return placed(element('span', at > 0.97 * span ? 'edge' : '', text), at);
      }),
    );
  }

  return {
    grid,
    labels,
    show,
    /** @param {number} seconds */
    reach(seconds) {
      if (seconds > span) show(seconds * 1.1);
    },
  };
}

/** @param {HTMLElement} mark @param {number} at */
function placed(mark, at) {
  setNumber(mark, 'at', at);
  return mark;
}
