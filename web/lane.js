import { element, setNumber } from './element.js';
import { seconds } from './wording.js';

/**
 * @typedef {object} LaneOptions
 * @property {string} id as C names it
 * @property {string} title
 * @property {string} look the pattern of its bars, a class of the style sheet
 * @property {number} rows
 * @property {boolean} [slim] no labels on the bars
 * @property {boolean} [ownOrigin] time counts from its first bar, not from the run's beginning
 * @property {{ at: number, label: string }} [limit] a line, at a number of seconds, that nothing may pass
 */

/**
 * One lane of a chart: a heading with the time that it took, and bars below each other.
 * @param {LaneOptions} options
 */
export function createLane({ id, title, look, rows, slim = false, ownOrigin = false, limit }) {
  const total = element('span', 'total');
  const field = element('div', slim ? 'rows slim' : 'rows');
  const finish = element('i', 'finish');
  const box = element(
    'div',
    `lane ${look}`,
    element('div', 'lane-head', element('span', 'lane-title', title), total),
    field,
  );
  /** @type {HTMLElement[]} */
  let tracks = [];

  /** @param {number} count */
  function setRows(count) {
    tracks = Array.from({ length: count }, () => element('div', 'track'));
    field.replaceChildren(...tracks, finish);
    if (limit) field.append(limitLine(limit));
    clear();
  }

  function clear() {
    for (const track of tracks) track.replaceChildren();
    finish.hidden = true;
    total.textContent = '';
    box.classList.remove('done', 'aborted');
  }

  /**
   * @param {import('./recording.js').Bar[]} bars
   * @param {number} now in milliseconds; NaN shows only what has ended
   * @returns {number} how far it reaches, in seconds
   */
  function draw(bars, now) {
    const origin = ownOrigin ? (bars[0]?.start ?? 0) : 0;
    const shown = bars.filter((bar) => bar && !Number.isNaN(bar.end ?? now));
    for (const bar of shown) drawBar(tracks[bars.indexOf(bar)], bar, origin, now);
    const last = Math.max(0, ...shown.map((bar) => (bar.end ?? now) - origin));
    const done = bars.filter((bar) => bar?.end !== undefined).length === tracks.length;
    if (done) setNumber(finish, 'at', last / 1000);
    finish.hidden = !done;
    box.classList.toggle('done', done);
    box.classList.toggle('aborted', done && bars.some((bar) => bar.spared));
    if (shown.length > 0 && (done || !Number.isNaN(now))) total.textContent = seconds(last);
    return Math.max(last, ...shown.map((bar) => bar.spared ?? 0)) / 1000;
  }

  /**
   * @param {HTMLElement} track
   * @param {import('./recording.js').Bar} bar
   * @param {number} origin
   * @param {number} now
   */
  function drawBar(track, { start, end, queued = 0, spared }, origin, now) {
    const [body, queue, rest] = partsOf(track);
    place(queue, start - origin, start + queued - origin);
    place(body, start + queued - origin, (end ?? now) - origin);
    place(rest, (end ?? 0) - origin, spared ?? 0);
    rest.dataset.number = 'aborted';
    queue.hidden = queued === 0;
    rest.hidden = !(end && spared);
    if (slim) return;
    const number = tracks.length > 1 ? `${tracks.indexOf(track) + 1}` : '';
    body.dataset.number = number;
    body.dataset.time = end === undefined ? '' : seconds(end - start);
  }

  setRows(rows);
  return {
    id,
    title,
    box,
    setRows,
    clear,
    draw,
    /** @param {string} text */
    setTotal: (text) => void (total.textContent = text),
  };
}

/** The bar itself, its time in the queue, and what it was spared. @param {HTMLElement} track */
function partsOf(track) {
  if (!track.firstChild)
    track.append(element('i', 'bar'), element('i', 'bar queue'), element('i', 'bar rest'));
  return /** @type {HTMLElement[]} */ ([...track.children]);
}

/** @param {HTMLElement} part @param {number} from @param {number} to in milliseconds */
function place(part, from, to) {
  setNumber(part, 'from', from / 1000);
  setNumber(part, 'to', Math.max(from, to) / 1000);
}

/** @param {{ at: number, label: string }} limit */
function limitLine({ at, label }) {
  const line = element('i', 'limit');
  line.dataset.label = label;
  setNumber(line, 'at', at);
  return line;
}
