/** Random numbers that depend on nothing but a seed. */
export class Random {
  /** @param {number} seed */
  constructor(seed) {
    this.state = Math.imul(seed, 0x9e3779b9) ^ 0x51ed270b;
    for (let i = 0; i < 4; i++) this.next();
  }

  /** From 0 to 1, without 1. */
  next() {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** From 0 to COUNT, without COUNT. @param {number} count */
  below(count) {
    return Math.floor(this.next() * count);
  }

  /** @param {number} low @param {number} high inclusive */
  between(low, high) {
    return low + this.below(high - low + 1);
  }

  /** @param {number} probability */
  chance(probability) {
    return this.next() < probability;
  }

  /** @template T @param {readonly T[]} list @returns {T} */
  pick(list) {
    return list[this.below(list.length)];
  }

  /** @template T @param {readonly (readonly [number, T])[]} weighted @returns {T} */
  pickWeighted(weighted) {
    let rest = this.next() * weighted.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, value] of weighted) if ((rest -= weight) < 0) return value;
    return weighted[weighted.length - 1][1];
  }

  /** Some of LIST, at least one, in its order. @template T @param {readonly T[]} list */
  some(list, probability = 0.5) {
    const chosen = list.filter(() => this.chance(probability));
    return chosen.length > 0 ? chosen : [this.pick(list)];
  }
}
