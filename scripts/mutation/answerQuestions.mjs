import { parentPort } from 'node:worker_threads';
import * as tf from '@tensorflow/tfjs';

import { installMutationTools } from './mutationTools.mjs';

/** @typedef {import('./judgeMutants.mjs').Original} Original */
/** @typedef {{ readonly file: string, readonly source: string }} Replaced */
/**
 * What a worker is asked: what something is as it is, or who notices that a file of it is replaced.
 *
 * @typedef {{ readonly name: string } | { readonly original: Original, readonly replaced: Replaced }} Question
 */

/**
 * Answers what a judge asks its thread.
 *
 * @param {{ originalOf(name: string): Promise<Original>,
 *   noticedBy(original: Original, replaced: Replaced): Promise<string | undefined> }} judge
 */
export async function answerQuestions({ originalOf, noticedBy }) {
  tf.enableProdMode();
  await tf.setBackend('cpu');
  installMutationTools();
  parentPort?.on('message', async (/** @type {Question} */ question) => {
    try {
      const answer =
        'name' in question
          ? await originalOf(question.name)
          : await noticedBy(question.original, question.replaced);
      parentPort?.postMessage({ answer });
    } catch (error) {
      parentPort?.postMessage({ error: error instanceof Error ? error.message : String(error) });
    }
  });
}
