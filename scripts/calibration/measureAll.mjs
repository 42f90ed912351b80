// @ts-check

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** @typedef {import('./measureCell.mjs').Measured} Measured */

/**
 * Measures cells, one at a time on each core.
 *
 * @param {readonly number[]} indices
 * @param {{ repetitions: number, seed: number, signal: AbortSignal, onMeasured: (done: number) => void }} options
 * @returns {Promise<ReadonlyMap<number, Measured>>} By index; without those that an abort left out.
 */
export async function measureAll(indices, { repetitions, seed, signal, onMeasured }) {
  /** @type {Map<number, Measured>} */
  const results = new Map();
  const waiting = [...indices];
  const workers = Array.from({ length: Math.min(availableParallelism(), waiting.length) }, () => {
    return new Worker(new URL('./worker.mjs', import.meta.url));
  });
  await Promise.all(
    workers.map(
      (worker) =>
        new Promise((resolve, reject) => {
          const next = () => {
            const index = signal.aborted ? undefined : waiting.shift();
            if (index === undefined) resolve(worker.terminate());
            else worker.postMessage({ index, repetitions, seed });
          };
          worker.on('message', ({ index, measured }) => {
            results.set(index, measured);
            onMeasured(results.size);
            next();
          });
          worker.on('error', reject);
          signal.addEventListener('abort', () => resolve(worker.terminate()));
          next();
        }),
    ),
  );
  return results;
}
