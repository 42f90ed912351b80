import { seededBatches } from '@losskit/data';
import { findLearningRate, type LearningRateRange } from '@losskit/trainer';

import { disposeModel, prepareTrial } from './prepareTrial.ts';
import type { RunHooks } from './runTrial.ts';
import type { Trial } from './Trial.ts';
import type { TrialRequest } from './TrialRequest.ts';

/**
 * The learning rate range test of a run: the same model, batches and optimizer, with a rate that rises from 1e-7 to 10.
 *
 * @throws LosskitError `option-invalid` if the loss does not fit the task, `loss-not-finite` if it is not finite at the start.
 */
export async function findTrialLearningRate(
  trial: Trial,
  request: TrialRequest,
  { onBackend, signal }: Pick<RunHooks, 'onBackend' | 'signal'> = {},
): Promise<LearningRateRange> {
  const { data, model, link, penalty, trainable } = await prepareTrial(trial, request, onBackend);
  try {
    return await findLearningRate({
      model,
      batches: seededBatches(trainable(data.train), { batchSize: request.batchSize, seed: request.seed }),
      loss: link.loss,
      penalty,
      optimizer: trial.training.optimizer(() => 0),
      signal,
    });
  } finally {
    disposeModel(model);
  }
}
