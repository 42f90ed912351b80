import { rangeError } from '@losskit/errors';
import { adam } from '@losskit/trainer/optimizers';
import { cosineDecay, exponential } from '@losskit/trainer/schedules';

import type { KindName } from './kinds/kindNames.ts';
import type { TaskTraining } from './Task.ts';
import type { TaskDefinition, TrainingOptions } from './TaskDefinition.ts';

type Defaults = Pick<TaskTraining, 'schedule' | 'batchSize'> & { readonly steps: number };

const USUAL: Defaults = {
  schedule: (learningRate, decaySteps) => cosineDecay({ learningRate, decaySteps }),
  batchSize: 32,
  steps: 400,
};

/**
 * For a linear model on standardised columns, which has to reach the minimum of its loss, not only come near.
 *
 * Adam goes at most Σ rate over the steps, here 145 rates: from 0 each covers 10 standard deviations. The rows come all at once,
 * because batches of some of them leave a noise that outlives the decay of the rate. The rate falls by the same factor in every
 * step, because a loss with kinks, such as the absolute error, needs many steps at each size.
 */
const LINEAR: Defaults & Pick<TaskTraining, 'learningRates'> = {
  schedule: (learningRate, decaySteps) => exponential({ learningRate, decayRate: 0.001, decaySteps }),
  batchSize: 4096,
  steps: 1000,
  learningRates: [0.1, 0.3, 1],
};

function checkPositiveInteger(where: string, name: string, value: number | undefined): void {
  if (value !== undefined && !(Number.isInteger(value) && value >= 1)) {
    throw rangeError(where, `${name} to be an integer >= 1`, value);
  }
}

/**
 * How models are trained, with defaults filled in.
 *
 * @throws RangeError for numbers out of range.
 */
export function trainingOf(
  where: string,
  options: TrainingOptions & Pick<TaskDefinition<KindName>, 'linear'>,
  defaultRates: readonly number[],
): TaskTraining {
  const defaults = options.linear ? LINEAR : { ...USUAL, learningRates: defaultRates };
  const {
    optimizer = (learningRate) => adam({ learningRate }),
    schedule = defaults.schedule,
    learningRates = defaults.learningRates,
    batchSize = defaults.batchSize,
    epochs,
    steps = defaults.steps,
    minEpochs = 1,
  } = options;
  for (const [name, value] of Object.entries({ batchSize, epochs, steps, minEpochs })) {
    checkPositiveInteger(where, name, value);
  }
  if (learningRates.length === 0) throw rangeError(where, 'one learning rate or more', learningRates);
  for (const rate of learningRates) {
    if (!(rate > 0 && Number.isFinite(rate))) throw rangeError(where, 'learningRates > 0', rate);
  }
  return {
    optimizer,
    schedule,
    learningRates,
    batchSize,
    // As many passes as it takes to make the steps, so that a small data set is not trained less than a large one.
    epochs: (rows, size) => epochs ?? Math.max(minEpochs, Math.ceil(steps / Math.ceil(rows / size))),
  };
}
