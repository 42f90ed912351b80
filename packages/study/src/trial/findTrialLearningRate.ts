import { seededBatches } from '@losskit/data';
import { findLearningRate, type LearningRateRange } from '@losskit/trainer';
import type { RunHooks } from './OpenTrial.ts';
import { disposeModel, prepareTrial } from './prepareTrial.ts';
import type { Trial } from './Trial.ts';
import type { TrialRequest } from './TrialRequest.ts';

/** Fewer tell nothing. */
const MIN_STEPS = 10;

/** What a range test may be told. */
export interface RangeTestOptions extends Pick<RunHooks, 'onBackend' | 'signal'> {
  /** Passes over the training part that it takes, or as many as make 10 steps. Default: 100 steps. */
  readonly epochs?: number | undefined;
}

/**
 * The learning rate range test of a run: the same model, batches and optimizer, with a rate that rises from 1e-7 to 10.
 *
 * @throws LosskitError `option-invalid` if the loss does not fit the task, `loss-not-finite` if it is not finite at the start.
 */
export async function findTrialLearningRate(
  trial: Trial,
  request: TrialRequest,
  { onBackend, signal, epochs }: RangeTestOptions = {},
): Promise<LearningRateRange> {
  const { data, model, link, penalty, trainable } = await prepareTrial(trial, request, onBackend);
  const batches = seededBatches(trainable(data.train), { batchSize: request.batchSize, seed: request.seed });
  try {
    return await findLearningRate({
      model,
      batches,
      loss: link.loss,
      penalty,
      optimizer: trial.training.optimizer(() => 0),
      steps: epochs === undefined ? undefined : Math.max(MIN_STEPS, epochs * batches.stepsPerEpoch),
      signal,
    });
  } finally {
    disposeModel(model);
  }
}
