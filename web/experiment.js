import { createChart } from './chart.js';
import { element } from './element.js';
import { inWords } from './failure.js';
import { animate, isCalm } from './motion.js';
import { showSource } from './source.js';
import { createTable } from './table.js';
import { watchTab } from './tab.js';

/**
 * What an experiment came to, as plain JSON.
 * @typedef {object} Result
 * @property {string} sentence
 * @property {string} remark
 * @property {Record<string, string>} [totals] what to write at lanes, other than their length
 */

/**
 * @template {Result} R
 * @typedef {object} ExperimentOptions
 * @property {(recording: import('./recording.js').Recording, options: any) => Promise<R>} perform
 * @property {Parameters<typeof createChart>[1]} chart
 * @property {Parameters<typeof showSource>[1]} source
 */

const HIDDEN =
  'This tab was hidden meanwhile, and browsers slow hidden tabs down. Run it again for numbers that count.';

/** A sentence, and at its end what it comes down to. */
const POINT = /^(.*?)([\d.]+ times faster\.)?$/s;

/**
 * One experiment on the page: its chart, its sentence, its table and its source.
 * @template {Result} R
 * @param {HTMLElement} section
 * @param {ExperimentOptions<R>} options
 */
export function createExperiment(section, { perform, chart: chartOptions, source }) {
  const find = (/** @type {string} */ selector) =>
    /** @type {HTMLElement} */ (section.querySelector(selector));
  const picture = find('.chart');
  const description = picture.getAttribute('aria-label');
  const chart = createChart(picture, chartOptions);

  /** @type {(name: string, waiting: boolean) => void} */
  let markWait = () => {};
  const ready = showSource(find('.source'), source).then(
    (mark) => (markWait = mark),
    (error) => find('.source').replaceChildren(`The source cannot be shown: ${error.message}`),
  );

  /** @param {string} sentence @param {string} [remark] */
  function say(sentence, remark = '') {
    const [, claim, point = ''] = /** @type {RegExpExecArray} */ (POINT.exec(sentence));
    show([claim, element('em', '', point)], remark);
  }

  /** @param {unknown} error */
  function sayWhatFailed(error) {
    section.classList.add('failed');
    show([element('strong', '', 'That did not work. '), inWords(error)], '');
  }

  /** @param {(Node | string)[]} sentence @param {string} remark */
  function show(sentence, remark) {
    find('.result').replaceChildren(...sentence);
    find('.remark').textContent = remark;
    picture.setAttribute('aria-label', `${description}. ${find('.result').textContent}`);
  }

  /** @param {import('./recording.js').Recording} recording @param {number} now */
  function draw({ lanes }, now) {
    chart.draw(lanes, now);
    for (const { id } of chart.lanes)
      markWait(id, !Number.isNaN(now) && (lanes[id] ?? []).some(({ end }) => end === undefined));
  }

  return {
    chart,

    /** Resolves when all of it is on the page. */
    ready,

    /**
     * Runs it, and shows how it goes.
     * @param {import('./recording.js').Recording} recording
     * @param {object} [options]
     */
    async run(recording, options) {
      section.classList.remove('failed');
      chart.clear();
      say('Running…');
      const tab = watchTab();
      const stop = animate(() => draw(recording, isCalm() ? NaN : recording.elapsed()));
      try {
        const result = await perform(recording, options);
        const wasHidden = tab.wasHidden();
        stop();
        draw(recording, NaN);
        chart.write(result.totals ?? {});
        say(result.sentence, wasHidden ? HIDDEN : result.remark);
        return { ...result, wasHidden, bars: recording.lanes };
      } catch (error) {
        stop();
        draw(recording, NaN);
        sayWhatFailed(error);
        throw error;
      } finally {
        find('.table').replaceChildren(createTable(chart.lanes, recording.lanes));
      }
    },
  };
}
