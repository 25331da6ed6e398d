import { requestsInWords } from './wording.js';

/**
 * The button of an experiment. It keeps the keyboard's focus while something runs: a button
 * that is disabled would lose it.
 * @param {HTMLElement} section
 * @param {() => void} run
 */
export function createButton(section, run) {
  const button = /** @type {HTMLButtonElement} */ (section.querySelector('button'));
  const isBusy = () => button.getAttribute('aria-disabled') === 'true';
  button.addEventListener('click', () => isBusy() || run());
  return {
    /** @param {boolean} busy */
    setBusy: (busy) => button.setAttribute('aria-disabled', String(busy)),
    /** @param {string} text */
    setText: (text) => void (button.textContent = text),
  };
}

/**
 * The slider that sets how many requests.
 * @param {HTMLElement} section
 * @param {(count: number) => void} onChange
 */
export function createSlider(section, onChange) {
  const slider = /** @type {HTMLInputElement} */ (section.querySelector('input'));
  const output = /** @type {HTMLOutputElement} */ (section.querySelector('output'));
  function show() {
    output.value = slider.value;
    slider.setAttribute('aria-valuetext', requestsInWords(slider.valueAsNumber));
    onChange(slider.valueAsNumber);
  }
  slider.addEventListener('input', show);
  show();
  return {
    count: () => slider.valueAsNumber,
    /** @param {number} count */
    set(count) {
      slider.valueAsNumber = count;
      show();
    },
    /** @param {boolean} busy */
    setBusy: (busy) => void (slider.disabled = busy),
  };
}
