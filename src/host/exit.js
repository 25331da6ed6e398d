/**
 * Node ends when nothing is left that could call us, though a program may still wait for
 * something that will not come. It tells once before.
 * @type {Set<() => void>}
 */
const watchers = new Set();
let listening = false;

const tell = () => {
  for (const watcher of [...watchers]) watcher();
};

/** @param {() => void} watcher */
export function watchExit(watcher) {
  const { process } = globalThis;
  if (typeof process?.on !== 'function') return;
  watchers.add(watcher);
  if (!listening) process.on('beforeExit', tell);
  listening = true;
}

/** @param {() => void} watcher */
export const unwatchExit = (watcher) => void watchers.delete(watcher);
