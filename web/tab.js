/** Resolves when the tab can be seen. */
export function whenVisible() {
  if (!document.hidden) return Promise.resolve();
  return /** @type {Promise<void>} */ (
    new Promise((resolve) => {
      document.addEventListener('visibilitychange', () => document.hidden || resolve());
    })
  );
}

/** Notes whether the tab is hidden at any time from now on: browsers slow such tabs down. */
export function watchTab() {
  let hidden = document.hidden;
  const note = () => (hidden ||= document.hidden);
  document.addEventListener('visibilitychange', note);
  return {
    /** Ends the watch. */
    wasHidden() {
      document.removeEventListener('visibilitychange', note);
      return hidden;
    },
  };
}

/** Resolves when the browser has drawn what is on the page by now. */
export const whenDrawn = () =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
