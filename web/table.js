import { element } from './element.js';
import { seconds } from './wording.js';

/**
 * What a chart shows, for those who do not see it, and for copying.
 * @param {{ id: string, title: string }[]} lanes
 * @param {Record<string, import('./recording.js').Bar[]>} bars by lane
 */
export function createTable(lanes, bars) {
  const all = lanes.flatMap(({ id, title }) =>
    (bars[id] ?? []).map((bar, row) => ({ ...bar, title, row: row + 1 })),
  );
  const hasQueue = all.some((bar) => bar.queued !== undefined);
  const head = ['', 'No.', 'Start', 'End', 'Took', ...(hasQueue ? ['Queued'] : [])];
  return element(
    'table',
    '',
    element('thead', '', row('th', head)),
    element(
      'tbody',
      '',
      ...all.map(({ title, row: number, start, end, queued }) => {
        const cells = [title, String(number), seconds(start), time(end)];
        cells.push(end === undefined ? '' : seconds(end - start));
        if (hasQueue) cells.push(time(queued));
        return row('td', cells);
      }),
    ),
  );
}

/** @param {number | undefined} ms */
const time = (ms) => (ms === undefined ? '' : seconds(ms));

/** @param {string} tag @param {string[]} cells */
const row = (tag, cells) => element('tr', '', ...cells.map((text) => element(tag, '', text)));
