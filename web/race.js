import { comparison } from './wording.js';

const MILLISECONDS = 1000;

/**
 * Three waits one after another, and three together, both at the same time.
 * @param {import('./program.js').Program} program
 * @param {import('./recording.js').Recording} recording
 */
export async function race(program, recording) {
  const both = new AbortController();
  await program.loaded();
  recording.begin();
  try {
    await Promise.all([
      program.call('sequential', MILLISECONDS, both.signal),
      program.call('concurrent', MILLISECONDS, both.signal),
    ]);
  } catch (error) {
    both.abort();
    throw error;
  }
  const sequentialMs = recording.end('sequential');
  const concurrentMs = recording.end('concurrent');
  return {
    sequentialMs,
    concurrentMs,
    speedup: sequentialMs / concurrentMs,
    sentence: comparison('One after another', sequentialMs, 'together', concurrentMs),
    remark: '',
  };
}
