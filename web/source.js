import { element } from './element.js';
import { highlightLines } from './highlight.js';

/** @type {Promise<string> | undefined} */
let file;

/** The file that the program was compiled from. */
const readFile = () =>
  (file ??= fetch('demo.c').then((response) => {
    if (!response.ok) throw new Error(`demo.c: status ${response.status}`);
    return response.text();
  }));

/**
 * A function of a C file, with the comment before it and the export after it.
 * @param {string} text
 * @param {string} name
 */
export function functionIn(text, name) {
  const start = new RegExp(`(?:^/\\*(?:(?!\\*/)[\\s\\S])*\\*/\\n)?^static .*\\b${name}\\(`, 'm');
  const found = start.exec(text);
  if (!found) return '';
  const rest = text.slice(found.index);
  const end = /^(?:}|static .*})\n(?:ASYNCIO_EXPORT.*\n)?/m.exec(rest);
  return rest.slice(0, end ? end.index + end[0].length : undefined).trimEnd();
}

/**
 * Shows functions of the program.
 * @param {HTMLElement} box
 * @param {{ name: string, look?: string, waits?: string }[]} functions `waits` is in the line
 *   at which it waits
 * @returns {Promise<(name: string, waiting: boolean) => void>} marks where a function waits
 */
export async function showSource(box, functions) {
  const text = await readFile();
  /** @type {Map<string, HTMLElement>} */
  const waits = new Map();
  const blocks = functions.map(({ name, look = '', waits: needle }) => {
    const lines = highlightLines(functionIn(text, name));
    const line = lines.find(({ textContent }) => needle && textContent?.includes(needle));
    if (line) waits.set(name, line);
    return element('code', look, ...lines);
  });
  const code = element('pre', '', element('div', '', ...blocks));
  code.tabIndex = 0; // so that the keyboard can scroll it where it is too wide
  code.setAttribute('role', 'region');
  code.setAttribute('aria-label', 'Source of demo.c');
  box.append(
    element('p', 'file', 'demo.c', element('span', '', 'the source of what runs here')),
    code,
  );
  return (name, waiting) => void waits.get(name)?.classList.toggle('waiting', waiting);
}
