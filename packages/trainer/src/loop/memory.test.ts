import * as tf from '@tensorflow/tfjs';
import { afterEach, describe, expect, test } from 'vitest';

import { elementLoss, weightedSquares } from '../../fixtures/elementLoss.ts';
import { noisyNetwork, seededSource } from '../../fixtures/seededTask.ts';
import { foldMetrics, type TrainOptions, train, weightsDigest } from '../index.ts';
import {
  accumulateGradients,
  adadelta,
  adafactor,
  adagrad,
  adam,
  adamax,
  adamW,
  averageWeights,
  clipByGlobalNorm,
  freeze,
  lamb,
  lion,
  momentum,
  nadam,
  type Optimizer,
  prepend,
  radam,
  rmsprop,
  sgd,
  skipIfNotFinite,
} from '../optimizers.ts';
import { oneCycle } from '../schedules.ts';

afterEach(() => {
  tf.disposeVariables();
});

const cycle = oneCycle({ maxLearningRate: 0.01, totalSteps: 2000 });
const OPTIMIZERS: readonly Optimizer[] = [
  sgd({ learningRate: 0.01 }),
  momentum({ learningRate: cycle.learningRate, momentum: cycle.momentum }),
  adam({ learningRate: 0.01 }),
  adamW({ learningRate: 0.01 }),
  nadam({ learningRate: 0.01 }),
  radam({ learningRate: 0.01 }),
  adagrad({ learningRate: 0.01 }),
  adadelta({ learningRate: 0.1 }),
  rmsprop({ learningRate: 0.01, centered: true, momentum: 0.5 }),
  adamax({ learningRate: 0.01 }),
  lion({ learningRate: 0.001 }),
  lamb({ learningRate: 0.01 }),
  adafactor({ learningRate: 0.01 }),
  skipIfNotFinite(
    accumulateGradients(
      averageWeights(freeze(prepend(adam({ learningRate: 0.01 }), clipByGlobalNorm(1)), /bias/)),
      3,
    ),
  ),
];

function options(more: Partial<TrainOptions> = {}): TrainOptions {
  return {
    model: noisyNetwork(),
    batches: seededSource(),
    loss: weightedSquares,
    optimizer: sgd({ learningRate: 0.01 }),
    ...more,
  };
}

function held() {
  const { numTensors, numBytes } = tf.memory();
  return { numTensors, numBytes };
}

test.each(OPTIMIZERS.map((optimizer) => [optimizer.name, optimizer] as const))(
  'holds as much after 300 steps as after 10: %s',
  async (_, optimizer) => {
    const kernel = tf.variable(tf.tensor2d([0.5, -0.25], [2, 1]));
    const bias = tf.variable(tf.zeros([1]));
    const model = {
      variables: { kernel, bias },
      predict: (x: tf.Tensor) => tf.add(tf.matMul(x.as2D(2, 2), kernel.as2D(2, 1)), bias),
    };
    const batch = { inputs: tf.ones([2, 2]), targets: tf.zeros([2, 1]) };
    const loss = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.mean(tf.square(tf.sub(yPred, yTrue)));
    const given = { model, batches: new Array(300).fill(batch), loss, optimizer };
    const before = held();
    const seen: ReturnType<typeof held>[] = [];
    for await (const _ of train(given)) seen.push(held());
    expect(seen).toHaveLength(30);
    expect(new Set(seen.map((memory) => JSON.stringify(memory))).size).toBe(1);
    expect(held()).toEqual(before);
    tf.dispose([batch.inputs, batch.targets]);
  },
);

describe('what throws', () => {
  const gone = new Error('gone');
  const BREAKERS: Readonly<Record<string, (at: number) => Partial<TrainOptions>>> = {
    'the model': (at) => {
      const network = noisyNetwork();
      const predict: typeof network.predict = (inputs, context) => {
        if (context.step === at - 1) throw gone;
        return network.predict(inputs, context);
      };
      return { model: { ...network, predict } };
    },
    'the loss': (at) => {
      let calls = 0;
      const loss = Object.assign((yTrue: tf.Tensor, yPred: tf.Tensor) => weightedSquares(yTrue, yPred), {
        sumAndWeight(...given: Parameters<typeof weightedSquares.sumAndWeight>) {
          calls += 1;
          if (calls === at) throw gone;
          return weightedSquares.sumAndWeight(...given);
        },
      });
      // A compiled step calls the loss when it is recorded, and never again.
      return { loss, compile: 'off' };
    },
    'the batches': (at) => ({
      batches: seededSource((step) => {
        if (step === at - 1) throw gone;
      }),
    }),
    'a metric': (at) => {
      let calls = 0;
      const metrics = foldMetrics([], async () => {
        // Six batches in each validation, of which there is one a step.
        calls += 1;
        if (calls === 6 * at - 2) throw gone;
      });
      return {
        validation: { batches: seededSource(), everySteps: 1, metrics },
        earlyStopping: { patience: 99 },
      };
    },
  };
  const cases = Object.keys(BREAKERS).flatMap((name) => [1, 4, 5, 9].map((at) => [name, at] as const));

  test.each(cases)('%s at step %i leaves nothing behind, and the error names the step', async (name, at) => {
    const given = options({ readEvery: 4, steps: 30, ...BREAKERS[name]?.(at) });
    const before = held();
    const run = async () => {
      for await (const _ of train(given));
    };
    await expect(run()).rejects.toMatchObject({ code: 'step-failed', location: { step: at }, cause: gone });
    expect(held()).toEqual(before);
  });
});

test('nothing is left after break, an abort, or a state', async () => {
  const controller = new AbortController();
  const stopping = options({
    validation: { batches: seededSource(), everySteps: 3 },
    earlyStopping: { patience: 9 },
  });
  const before = held();
  for await (const { step } of train({ ...stopping, readEvery: 4 })) if (step === 8) break;
  for await (const { step, state } of train({ ...stopping, readEvery: 4, signal: controller.signal })) {
    await state();
    if (step === 8) controller.abort();
  }
  expect(held()).toEqual(before);
});

test('two runs that take turns end as they do one after the other', async () => {
  const make = (optimizer: Optimizer, scale: number) => {
    const given = options({
      optimizer,
      steps: 25,
      readEvery: 2,
      loss: elementLoss((yTrue, yPred) => tf.mul(tf.square(tf.sub(yPred, yTrue)), scale)),
      validation: { batches: seededSource(), everySteps: 6 },
      earlyStopping: { patience: 2 },
    });
    const { variables } = 'variables' in given.model ? given.model : { variables: {} };
    return { given, digest: () => weightsDigest(variables) };
  };
  const both = () => [make(adam({ learningRate: 0.05 }), 1), make(momentum({ learningRate: 0.01 }), 3)];
  const alone = both();
  for (const { given } of alone) for await (const _ of train(given));

  const together = both();
  const generators = together.map(({ given }) => train(given));
  while ((await Promise.all(generators.map((generator) => generator.next()))).some(({ done }) => !done));
  const digests = (runs: typeof alone) => Promise.all(runs.map(({ digest }) => digest()));
  expect(await digests(together)).toEqual(await digests(alone));
});
