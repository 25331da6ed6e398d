import { CommandError } from './toolchain.js';

/**
 * What a compiler's command line says, as far as it concerns us.
 * @typedef {object} CommandLine
 * @property {boolean} emscripten
 * @property {boolean} library no main(): the module is called by its exports
 * @property {boolean} verbose
 * @property {boolean} strip leave out function names
 * @property {boolean} links false: compile only (-c, -S, -E, ...)
 * @property {string | undefined} output
 * @property {string} optimization -O0 ... -Oz
 * @property {string[]} sources files to be compiled
 * @property {string[]} others all that is left, in its order
 */

const SOURCE = /\.(c|cc|cpp|cxx|m|mm|s|S|i|ii)$/;
const COMPILE_ONLY = /^(-c|-S|-E|-M|-MM|-fsyntax-only)$/;

/** Options whose value is the next word, which is then no file. */
const TAKES_VALUE =
  /^-(I|D|U|L|l|x|T|include|isystem|idirafter|iquote|MF|MT|MQ|Xclang|Xlinker|u|z|mllvm|s|target)$/;

/** What clang alone knows, in words that wasm-opt and Emscripten know too. @type {Record<string, string>} */
const LEVELS = { '-O': '-O1', '-Og': '-O1', '-Ofast': '-O3' };

/** @param {string[]} words @returns {CommandLine} */
export function parse(words) {
  /** @type {CommandLine} */
  const line = {
    emscripten: false,
    library: false,
    verbose: false,
    strip: false,
    links: true,
    output: undefined,
    optimization: '-O0',
    sources: [],
    others: [],
  };
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (word === '--emscripten') line.emscripten = true;
    else if (word === '--no-main') line.library = true;
    else if (word === '-o') line.output = words[++i] ?? missingOutput();
    else if (word.startsWith('-o')) line.output = word.slice(2);
    else if (word === '-s' && !isSetting(words[i + 1])) line.strip = true;
    else if (/^-O/.test(word)) line.optimization = LEVELS[word] ?? word;
    else if (!word.startsWith('-') && SOURCE.test(word)) line.sources.push(word);
    else {
      if (word === '-v') line.verbose = true;
      if (COMPILE_ONLY.test(word)) line.links = false;
      // -L and -l as one word with their values, which are no input files.
      const joined = /^-[Ll]$/.test(word) && i + 1 < words.length;
      line.others.push(joined ? word + words[++i] : word);
      if (!joined && TAKES_VALUE.test(word) && i + 1 < words.length) line.others.push(words[++i]);
    }
  }
  return line;
}

/** @returns {never} */
function missingOutput() {
  throw new CommandError('-o needs the name of a file');
}

/** Emscripten's -s NAME=VALUE, against the linker's -s. @param {string | undefined} word */
const isSetting = (word) => /^[A-Z][A-Z0-9_]*(=|$)/.test(word ?? '');
