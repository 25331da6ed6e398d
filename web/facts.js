/** Marks which compiler's module the page runs. @param {string} build */
export function showBuild(build) {
  for (const link of document.querySelectorAll('[data-build]'))
    if (link.getAttribute('data-build') === build) link.setAttribute('aria-current', 'true');
}

/**
 * What was loaded, and how long that took.
 * @param {import('./program.js').Program} program
 * @param {{ address: string, compiler: string }} build
 */
export async function showFacts(program, { compiler }) {
  const start = performance.now();
  await program.loaded();
  const milliseconds = Math.round(performance.now() - start);
  const binary = performance
    .getEntriesByType('resource')
    .find(({ name }) => name.endsWith('.wasm'));
  const size = /** @type {PerformanceResourceTiming | undefined} */ (binary)?.decodedBodySize;
  const place = /** @type {HTMLElement} */ (document.getElementById('facts'));
  place.textContent =
    `${size ? `${Math.round(size / 1000)} kB of ` : ''}WebAssembly by ${compiler}, ` +
    `ready after ${milliseconds} ms. One thread, no worker, no framework, nothing from elsewhere.`;
}
