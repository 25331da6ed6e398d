const calm = matchMedia('(prefers-reduced-motion: reduce)');

/** Whether the visitor asked for less motion. */
export const isCalm = () => calm.matches;

/** Calls DRAW for each frame until the function that it returns is called. @param {() => void} draw */
export function animate(draw) {
  let frame = requestAnimationFrame(function next() {
    draw();
    frame = requestAnimationFrame(next);
  });
  return () => cancelAnimationFrame(frame);
}
