import { parentPort } from 'node:worker_threads';
import * as tf from '@tensorflow/tfjs';

import { noticedBy, originalOf } from './judgeMutants.mjs';
import { installMutationTools } from './mutationTools.mjs';

/** @typedef {import('./judgeMutants.mjs').Original} Original */
/**
 * What a worker is asked: what a loss is as it is, or who notices that a file of it is replaced.
 *
 * @typedef {{ readonly name: string } | {
 *   readonly original: Original, readonly replaced: { file: string, source: string } }} Question
 */

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
