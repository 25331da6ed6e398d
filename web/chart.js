import { createAxis } from './axis.js';
import { element, setNumber } from './element.js';
import { createLane } from './lane.js';

/**
 * Lanes above each other on one axis of time.
 * @param {HTMLElement} box
 * @param {object} options
 * @param {import('./lane.js').LaneOptions[]} options.lanes
 * @param {number} options.span in seconds, to begin with
 * @param {boolean} [options.sweep] draw a line at the present moment
 */
export function createChart(box, { lanes: laneOptions, span, sweep = false }) {
  const lanes = laneOptions.map(createLane);
  const axis = createAxis(box);
  const present = element('i', 'present');
  present.hidden = true;
  axis.show(span);
  const plot = element('div', 'plot', axis.grid, ...lanes.map((lane) => lane.box), present);
  box.append(plot, axis.labels);

  return {
    lanes,

    clear() {
      axis.show(span);
      for (const lane of lanes) lane.clear();
    },

    /** Gives each lane COUNT rows, and the axis another span. @param {number} count @param {number} newSpan */
    resize(count, newSpan) {
      span = newSpan;
      axis.show(span);
      for (const lane of lanes) lane.setRows(count);
    },

    /** What to write at the lanes, in the place of their length. @param {Record<string, string>} totals */
    write(totals) {
      for (const lane of lanes) if (totals[lane.id]) lane.setTotal(totals[lane.id]);
    },

    /**
     * @param {Record<string, import('./recording.js').Bar[]>} bars by lane
     * @param {number} now in milliseconds; NaN shows only what has ended
     */
    draw(bars, now) {
      const reached = lanes.map((lane) => lane.draw(bars[lane.id] ?? [], now));
      axis.reach(Math.max(...reached));
      present.hidden = !sweep || Number.isNaN(now);
      if (!present.hidden) setNumber(present, 'at', now / 1000);
    },
  };
}
