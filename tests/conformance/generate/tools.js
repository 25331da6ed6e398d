/**
 * A body that comes after the one that is being made, so that no program starts tasks
 * without end; undefined if there is none of this kind.
 * @param {import('./index.js').Generator} g
 * @param {'task' | 'callback'} kind
 */
export function later(g, kind) {
  const bodies = g.kinds.flatMap((each, body) => (each === kind && body > g.body ? [body] : []));
  return bodies.length > 0 ? g.random.pick(bodies) : undefined;
}

/** Several slots, perhaps one of them twice. @param {import('./index.js').Generator} g */
export function slots(g) {
  return Array.from({ length: g.random.between(1, 4) }, () => g.slot());
}
