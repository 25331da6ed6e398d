/**
 * Lets the host do what is due (timers, input, rendering, I/O) and calls `go` then, as
 * soon as it can. What does that differs from host to host: in Node a message would
 * starve its timers, in browsers setTimeout waits 4 ms, microtasks let nothing through,
 * and WebKit delivers messages of a window ten times faster than those of a channel.
 * @param {() => void} go
 * @returns {() => void}
 */
export function createYield(go) {
  const host = /** @type {any} */ (globalThis);
  if (typeof host.setImmediate === 'function') return () => void host.setImmediate(go);
  if (host.window && host.navigator?.vendor?.startsWith('Apple')) return windowMessages(go);
  if (typeof host.MessageChannel === 'function') return channelMessages(go);
  return () => void setTimeout(go, 0);
}

/** @param {() => void} go */
function channelMessages(go) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = go;
  return () => port2.postMessage(null);
}

/** @param {() => void} go */
function windowMessages(go) {
  const mine = `asyncio ${Math.random()}`;
  window.addEventListener('message', (event) => {
    if (event.source === window && event.data === mine) go();
  });
  return () => window.postMessage(mine, '*');
}
