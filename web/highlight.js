import { element } from './element.js';

/** What C consists of, as far as colours go; the first that matches counts. */
const TOKEN =
  /(?<comment>\/\*[\s\S]*?\*\/)|(?<string>"(?:\\.|[^"\\])*")|(?<api>\b(?:asyncio|ASYNCIO)_\w+)|(?<keyword>\b(?:static|const|struct|enum|for|if|return|int|char|void|size_t|intptr_t|sizeof)\b)|(?<number>\b\d[\d.]*\b)/g;

/**
 * C in colours, as one element for each line.
 * @param {string} text
 * @returns {HTMLElement[]}
 */
export function highlightLines(text) {
  const lines = [element('span', 'line')];
  /** @param {string} part @param {string} [kind] */
  function add(part, kind) {
    part.split('\n').forEach((piece, i) => {
      if (i > 0) lines.push(element('span', 'line'));
      if (piece) lines[lines.length - 1].append(kind ? element('span', kind, piece) : piece);
    });
  }
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    add(text.slice(end, match.index));
    const [kind] = Object.entries(match.groups ?? {}).find(([, part]) => part) ?? [];
    add(match[0], kind);
    end = match.index + match[0].length;
  }
  add(text.slice(end));
  return lines;
}
