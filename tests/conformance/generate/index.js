/**
 * Makes programs: the same one from the same seed and features, always.
 *
 * @typedef {object} Choice
 * @property {number} weight
 * @property {string} name
 * @property {boolean} [waits] only tasks may run it
 * @property {boolean} [inTask] only tasks may run it, though it does not wait
 * @property {boolean} [fails] always
 * @property {boolean} [block]
 * @property {boolean} [wakes] it may let another task go on
 * @property {(g: Generator) => (number | undefined)[]} operands undefined: not possible here
 * @property {(operands: number[]) => Choice[]} [inside] what its block may have besides
 *
 * @typedef {object} Feature
 * @property {string} name
 * @property {Choice[]} statements
 */
import { callbacks } from './callbacks.js';
import { context } from './context.js';
import { core } from './core.js';
import { eager } from './eager.js';
import { gather } from './gather.js';
import { groups } from './groups.js';
import { queues } from './queues.js';
import { Random } from './random.js';
import { sync } from './sync.js';
import { tasks } from './tasks.js';
import { timeouts } from './timeouts.js';
import { waiting } from './waiting.js';

/** @type {Feature[]} */
const FEATURES = [
  tasks,
  eager,
  callbacks,
  gather,
  waiting,
  timeouts,
  groups,
  ...sync,
  queues,
  context,
];

export const featureNames = FEATURES.map(({ name }) => name);

/**
 * How often a statement's failure ends what is around it: if it has waited, half of the
 * time; a misuse seldom, or programs would end before they have begun.
 * @param {Choice} choice
 */
const propagation = ({ waits, block, fails }) => (fails ? 0.8 : waits || block ? 0.4 : 0.1);

/** Few, so that things often happen at the same time. */
const DELAYS = [0, 0, 1, 1, 1, 2, 2, 3, 5];

/**
 * Hardly anything but one feature, and cancelling: for what happens only if several tasks
 * meet at the same object in the same moment.
 * @param {Feature} feature
 */
const focused = (feature) => [
  ...core.statements,
  ...tasks.statements.filter(({ name }) => name === 'cancel'),
  ...feature.statements.map((choice) => ({ ...choice, weight: choice.weight * 4 })),
];

export class Generator {
  /** @param {number} seed @param {string[]} features the names of those that may be used */
  constructor(seed, features) {
    this.random = new Random(seed);
    const usable = FEATURES.filter(({ name }) => features.includes(name));
    // Two or three at a time get in each other's way more than all would.
    const chosen = new Set([
      ...(features.includes('tasks') && this.random.chance(0.8) ? [tasks] : []),
      ...Array.from({ length: this.random.between(1, 3) }, () => this.random.pick(usable)),
    ]);
    const focus = this.random.chance(0.5) ? this.random.pick(usable) : undefined;
    this.choices = focus
      ? focused(focus)
      : [core, ...chosen].flatMap((feature) => feature.statements);
    this.waits = focus?.statements.filter(({ waits }) => waits) ?? [];
    /** @type {Map<string, number[]>} */
    this.objects = new Map();

    const tasksAtFirst = this.random.between(1, 4);
    this.taskSlots = [...Array(tasksAtFirst).keys()];
    this.futureSlots = [4, 5].slice(0, this.random.below(3));
    /** @type {('task' | 'callback')[]} */
    this.kinds = ['task', ...this.taskSlots.map(() => /** @type {const} */ ('task'))];
    const withCallbacks = chosen.has(callbacks);
    for (let i = this.random.below(3); i > 0; i--)
      this.kinds.push(this.random.chance(withCallbacks ? 0.3 : 0.8) ? 'task' : 'callback');
    if (withCallbacks) this.kinds.push('callback');
    this.kinds.push('task'); // which callbacks may start too
    this.body = 0;
  }

  /** @returns {import('../program.js').Statement[][]} */
  bodies() {
    return this.kinds.map((kind, body) => {
      this.body = body;
      const count = kind === 'task' ? this.random.between(2, 10) : this.random.between(1, 3);
      const first = body === 0 ? this.beginning() : this.waiting(kind);
      return [...first, ...this.statements(this.choices, count, kind, 0)];
    });
  }

  /** With a focus, most tasks begin by waiting, so that several wait for the same. */
  waiting(/** @type {'task' | 'callback'} */ kind) {
    if (kind === 'callback' || this.waits.length === 0 || this.random.chance(0.4)) return [];
    return this.statements(
      this.waits.slice(0, this.random.between(1, this.waits.length)),
      1,
      kind,
      0,
    );
  }

  /** Fills the slots: task slot 0 with body 1, and so on. */
  beginning() {
    const statement = (/** @type {string} */ name, /** @type {number[]} */ ...operands) => ({
      name,
      propagates: false,
      operands,
    });
    return [
      ...this.futureSlots.map((slot) => statement('future', slot)),
      ...this.taskSlots.map((slot) =>
        this.random.chance(0.9)
          ? statement('spawn', slot, slot + 1)
          : statement('turns', this.random.between(1, 3)),
      ),
      ...(this.waits.length > 0 ? [statement('turns', 1)] : []),
    ];
  }

  /**
   * @param {Choice[]} choices
   * @param {number} count
   * @param {'task' | 'callback'} kind
   * @param {number} depth
   */
  statements(choices, count, kind, depth) {
    const list = [];
    for (let i = 0; i < count; i++) {
      const choice = this.choose(choices, kind, depth);
      list.push(choice.statement);
      // Whoever has just been woken and is cancelled before its turn has to pass that on.
      if (choice.wakes && this.random.chance(0.3))
        list.push({ name: 'cancel', propagates: false, operands: [this.taskSlot()] });
    }
    return list;
  }

  /**
   * @param {Choice[]} choices
   * @param {'task' | 'callback'} kind
   * @param {number} depth
   * @returns {{ statement: import('../program.js').Statement, wakes?: boolean }}
   */
  choose(choices, kind, depth) {
    for (;;) {
      const choice = this.random.pickWeighted(
        choices.map((each) => /** @type {[number, Choice]} */ ([each.weight, each])),
      );
      if (kind === 'callback' && (choice.waits || choice.inTask || choice.block)) continue;
      if (choice.block && !(depth < 3 && this.random.chance(0.5 ** depth))) continue;
      const operands = choice.operands(this);
      if (operands.includes(undefined)) continue;
      const known = /** @type {number[]} */ (operands);
      const statement = this.complete(choices, choice, known, kind, depth);
      return { statement, wakes: choice.wakes };
    }
  }

  /**
   * @param {Choice[]} choices
   * @param {Choice} choice
   * @param {number[]} operands
   * @param {'task' | 'callback'} kind
   * @param {number} depth
   */
  complete(choices, choice, operands, kind, depth) {
    const propagates = this.random.chance(propagation(choice));
    const statement = { name: choice.name, propagates, operands };
    if (!choice.block) return statement;
    const inside = choice.inside ? [...choices, ...choice.inside(operands)] : choices;
    const count = this.random.between(1, 4);
    return { ...statement, block: this.statements(inside, count, kind, depth + 1) };
  }

  delay() {
    return this.random.pick(DELAYS);
  }

  /** Any slot, but seldom the one that this body itself started in. */
  slot() {
    const all = [...this.taskSlots, ...this.futureSlots];
    const others = all.filter((slot) => slot !== this.body - 1);
    return this.random.pick(others.length > 0 && this.random.chance(0.9) ? others : all);
  }

  /** @param {number[]} slots */
  slotAmong(slots) {
    return slots.length > 0 && this.random.chance(0.9) ? this.random.pick(slots) : this.slot();
  }

  /** A slot that holds a task, unless something else was put there. */
  taskSlot() {
    return this.slotAmong(this.taskSlots);
  }

  /** A slot that holds a plain future, unless something else was put there. */
  futureSlot() {
    return this.slotAmong(this.futureSlots);
  }

  /**
   * One of the COUNT objects of a kind: of the one or two that this program uses.
   * @param {string} kind
   * @param {number} count
   */
  which(kind, count) {
    let used = this.objects.get(kind);
    if (!used) {
      const different = this.random.chance(0.7) ? 1 : 2;
      used = Array.from({ length: different }, () => this.random.below(count));
      this.objects.set(kind, used);
    }
    return this.random.pick(used);
  }
}

/**
 * @param {number} seed
 * @param {string[]} [features]
 * @returns {import('../program.js').Program}
 */
export const generate = (seed, features = featureNames) => ({
  name: String(seed),
  bodies: new Generator(seed, features).bodies(),
});
