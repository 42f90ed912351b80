import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { noisyNetwork, seededSource, weightedSquares } from '../fixtures/seededTask.ts';
import {
  accumulateGradients,
  adafactor,
  adam,
  averageWeights,
  clipByGlobalNorm,
  cosineDecay,
  lion,
  momentum,
  nadam,
  type Optimizer,
  oneCycle,
  prepend,
  radam,
  reduceOnPlateau,
  rmsprop,
  type TrainingState,
  type TrainOptions,
  train,
} from '../index.ts';

const STEPS = 21;

beforeEach(() => {
  tf.engine().startScope();
});
afterEach(() => {
  tf.engine().endScope();
  tf.disposeVariables();
});

const cycle = oneCycle({ maxLearningRate: 0.05, totalSteps: STEPS });
const OPTIMIZERS: readonly [string, () => Optimizer][] = [
  ['momentum', () => momentum({ learningRate: 0.05, nesterov: true })],
  [
    'adam with a schedule of its momentum',
    () => adam({ learningRate: cycle.learningRate, beta1: cycle.momentum }),
  ],
  ['accumulated adam', () => accumulateGradients(adam({ learningRate: 0.05 }), 3)],
  ['averaged nadam', () => averageWeights(nadam({ learningRate: 0.02 }), 0.9)],
  [
    'clipped rmsprop',
    () => prepend(rmsprop({ learningRate: 0.01, momentum: 0.9, centered: true }), clipByGlobalNorm(1)),
  ],
];
const MORE: readonly [string, () => Optimizer][] = [
  ['lion', () => lion({ learningRate: cosineDecay({ learningRate: 0.01, decaySteps: STEPS }) })],
  ['radam', () => radam({ learningRate: 0.02 })],
  ['adafactor', () => adafactor({ learningRate: 0.05 })],
];

/** Everything that has state: reads, validations, early stopping, a plateau, dropout, moving statistics, norms. */
function options(optimizer: Optimizer): TrainOptions {
  return {
    model: noisyNetwork(),
    batches: seededSource(),
    loss: weightedSquares,
    penalty: ({ first }) => (first ? tf.mul(tf.sum(tf.square(first)), 0.01) : tf.scalar(0)),
    optimizer,
    steps: STEPS,
    readEvery: 4,
    validation: { batches: seededSource(), everySteps: 5 },
    earlyStopping: { patience: 50, minDelta: 1e-4 },
    reduceOnPlateau: {
      schedule: reduceOnPlateau({ learningRate: 1, mode: 'min', patience: 1, factor: 0.5 }),
    },
    norms: true,
  };
}

/** Runs to the end; the state and the history of the last progress. */
async function finish(given: TrainOptions) {
  let last: { state: TrainingState; rows: readonly unknown[] } | undefined;
  for await (const progress of train(given)) {
    last = { state: await progress.state(), rows: progress.history.rows };
  }
  if (!last) throw new Error('no progress');
  return last;
}

/** The state of a run that its signal stopped after `step` steps, between two reads or at one. */
async function stateAt(step: number, make: () => Optimizer): Promise<TrainingState> {
  const controller = new AbortController();
  const model = noisyNetwork();
  const aborting: typeof model = {
    ...model,
    predict(inputs, context) {
      if (context.training && context.step === step - 1) controller.abort();
      return model.predict(inputs, context);
    },
  };
  const { state } = await finish({ ...options(make()), model: aborting, signal: controller.signal });
  expect(state.step).toBe(step);
  return structuredClone(state);
}

describe('a resumed run', () => {
  async function expectSameEnd(make: () => Optimizer, steps: readonly number[]) {
    const whole = await finish(options(make()));
    expect(whole.state.step).toBe(STEPS);
    for (const step of steps) {
      const resumed = await finish({ ...options(make()), resume: await stateAt(step, make) });
      expect(resumed.rows).toEqual(whole.rows);
      expect(resumed.state).toEqual(whole.state);
    }
  }

  test.each(OPTIMIZERS)(
    'ends with the bits of an uninterrupted one, from each of 20 steps: %s',
    async (_, make) => {
      await expectSameEnd(
        make,
        Array.from({ length: 20 }, (_unused, index) => index + 1),
      );
    },
  );

  test.each(MORE)('and from some: %s', async (_, make) => {
    await expectSameEnd(make, [1, 10, 19]);
  });
});
