/**
 * One task of the program.
 * @typedef {object} TaskInfo
 * @property {string} name
 * @property {string} location where it was created, as file:line
 * @property {string} waitsFor what it waits for, in words
 */

/**
 * Lists the tasks that have not ended.
 * @param {import('./program.js').Program} program
 * @param {(future: number) => string | undefined} labelOf what the host knows of a future
 */
export function createTaskList(program, labelOf) {
  /** @type {TaskInfo[]} */
  let tasks = [];

  return {
    /** Oldest first. */
    list() {
      tasks = [];
      program.exports.asyncio_list_tasks();
      return tasks;
    },

    imports: {
      /**
       * @param {number} name
       * @param {number} location
       * @param {number} kind
       * @param {number} target
       * @param {number} future
       */
      asyncio_host_task(name, location, kind, target, future) {
        const text = program.memory.text;
        const what = labelOf(future) ?? words[text(kind)] ?? `a ${text(kind)}`;
        const which = text(target);
        tasks.push({
          name: text(name),
          location: text(location),
          waitsFor: which ? `${what} '${which}'` : what,
        });
      },
    },
  };
}

/** @type {Record<string, string>} */
const words = {
  nothing: 'its turn',
  sleep: 'the end of a sleep',
  task: 'task',
};
