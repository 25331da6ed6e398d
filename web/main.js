import { createButton, createSlider } from './controls.js';
import { deadline } from './deadline.js';
import { createExperiment } from './experiment.js';
import { showBuild, showFacts } from './facts.js';
import { BUILDS, openProgram } from './program.js';
import { race } from './race.js';
import { createRecording } from './recording.js';
import { requests } from './requests.js';
import { whenDrawn, whenVisible } from './tab.js';
import { requestsInWords } from './wording.js';

const wanted = new URLSearchParams(location.search).get('build') ?? '';
const build = wanted in BUILDS ? wanted : 'wasi';

let recording = createRecording();
const program = openProgram(BUILDS[build].address, (...report) => recording.tell(...report));

/** @param {string} id */
const section = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

const experiments = {
  race: createExperiment(section('race'), {
    perform: (recording) => race(program, recording),
    chart: {
      span: 3.2,
      sweep: true,
      lanes: [
        { id: 'sequential', title: 'One after another', look: 'hatched', rows: 3 },
        { id: 'concurrent', title: 'Together', look: 'solid', rows: 3 },
      ],
    },
    source: [
      { name: 'request' },
      { name: 'sequential', look: 'hatched', waits: 'request(' },
      { name: 'concurrent', look: 'solid', waits: 'asyncio_gather' },
    ],
  }),
  requests: createExperiment(section('requests'), {
    perform: (recording, options) => requests(program, recording, options),
    chart: {
      span: 4,
      lanes: [
        { id: 'in-turn', title: 'In turn', look: 'hatched', rows: 12, slim: true, ownOrigin: true },
        { id: 'at-once', title: 'Gathered', look: 'solid', rows: 12, slim: true, ownOrigin: true },
      ],
    },
    source: [{ name: 'requests' }],
  }),
  deadline: createExperiment(section('deadline'), {
    perform: (recording) => deadline(program, recording),
    chart: {
      span: 1.1,
      sweep: true,
      lanes: [
        {
          id: 'in-time',
          title: 'Answer takes 0.3 s',
          look: 'solid',
          rows: 1,
          limit: { at: 0.5, label: 'deadline' },
        },
        {
          id: 'late',
          title: 'Answer takes 1 s',
          look: 'solid',
          rows: 1,
          limit: { at: 0.5, label: '' },
        },
      ],
    },
    source: [{ name: 'deadline' }],
  }),
};

/** An experiment tells what went wrong in its place; nobody else has to. */
const onThePageAlready = () => {};

/** @typedef {keyof typeof experiments} Name */

const names = /** @type {Name[]} */ (Object.keys(experiments));
const buttons = names.map((name) =>
  createButton(section(name), () => void run(name).catch(onThePageAlready)),
);
const slider = createSlider(section('requests'), (count) => {
  buttons[names.indexOf('requests')].setText(`Send ${requestsInWords(count)}`);
  experiments.requests.chart.resize(count, count * 0.33);
});

/** @param {boolean} busy */
function setBusy(busy) {
  for (const button of buttons) button.setBusy(busy);
  slider.setBusy(busy);
}

/** @type {Promise<unknown>} */
let turn = Promise.resolve();

/**
 * Runs an experiment as its button does, after those that are under way: they would share
 * the browser's connections.
 * @param {Name} name
 * @param {{ count?: number }} [options]
 */
function run(name, options = {}) {
  const result = turn.then(() => perform(name, options));
  turn = result.catch(() => {});
  return result;
}

/** @param {Name} name @param {{ count?: number }} options */
async function perform(name, options) {
  setBusy(true);
  recording = createRecording();
  try {
    if (name === 'requests' && options.count) slider.set(options.count);
    const given = name === 'requests' ? { count: slider.count() } : {};
    return { name, build, ...(await experiments[name].run(recording, given)) };
  } catch (error) {
    program.forget();
    throw error;
  } finally {
    setBusy(false);
  }
}

/** For tests, and for the curious: what the buttons do, with the results as JSON. */
Object.assign(window, { demo: { run } });

showBuild(build);
// The first run shall not have to share the browser with the page's own loading.
await Promise.all([whenVisible(), ...names.map((name) => experiments[name].ready)]);
await whenDrawn();
run('race').catch(onThePageAlready);
showFacts(program, BUILDS[build]).catch(onThePageAlready);
