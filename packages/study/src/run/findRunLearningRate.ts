import { seededBatches, type Task } from '@losskit/data';
import { adam, findLearningRate, type LearningRateRange } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs-core';

import { penaltyOf, prepareRun } from './prepareRun.ts';
import type { RunRequest } from './RunRequest.ts';
import type { RunHooks } from './trainRun.ts';

/**
 * The learning rate range test of a run: the same model, batches and optimizer, with a rate that rises from 1e-7 to 10.
 *
 * @throws LosskitError `option-invalid` if the loss does not fit the task, `loss-not-finite` if it is not finite at the start.
 */
export async function findRunLearningRate(
  task: Task,
  request: Omit<RunRequest, 'learningRate'>,
  { onBackend, signal }: Pick<RunHooks, 'onBackend' | 'signal'> = {},
): Promise<LearningRateRange> {
  const { expression, plan, learner } = await prepareRun(task, request, onBackend);
  try {
    return await findLearningRate({
      model: learner.model,
      batches: seededBatches(learner.train, { batchSize: plan.batchSize, seed: request.seed }),
      loss: learner.loss,
      penalty: penaltyOf(expression),
      optimizer: adam({ learningRate: 0 }),
      signal,
    });
  } finally {
    tf.dispose(Object.values(learner.model.variables));
  }
}
