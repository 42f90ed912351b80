import { normalTensor, randomStream } from '@losskit/random';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { inFreshScope } from '../../fixtures/inFreshScope.ts';

import { type Batch, fromLayersModel, type TrainingState, train, weightsDigest } from '../index.ts';
import { adam } from '../optimizers.ts';

inFreshScope();

const { layers, initializers } = tf;
const meanSquaredError = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.mean(tf.square(tf.sub(yPred, yTrue)));

/**
 * A net with all that a plain function of the inputs doesn't have: dropout, moving statistics, recurrence.
 */
function build(): tf.LayersModel {
  const kernelInitializer = () => initializers.glorotUniform({ seed: 3 });
  return tf.sequential({
    layers: [
      layers.lstm({
        units: 3,
        inputShape: [4, 2],
        dropout: 0.2,
        recurrentDropout: 0.2,
        kernelInitializer: kernelInitializer(),
        recurrentInitializer: initializers.orthogonal({ seed: 3 }),
        kernelRegularizer: tf.regularizers.l2({ l2: 0.01 }),
      }),
      layers.batchNormalization(),
      layers.dropout({ rate: 0.3 }),
      layers.dense({ units: 1, kernelInitializer: kernelInitializer() }),
    ],
  });
}

function batchAt(step: number): Batch {
  const inputs = normalTensor(randomStream(5, 'inputs', step), [8, 4, 2], 0, 1);
  return { inputs, targets: tf.sum(inputs, [1, 2]).reshape([8, 1]) };
}

async function* batches(first: number) {
  for (let step = first; ; step++) yield batchAt(step);
}

async function run(layersModel: tf.LayersModel, steps: number, resume?: TrainingState) {
  const model = fromLayersModel(layersModel, { seed: 9 });
  const losses: number[] = [];
  let state: TrainingState | undefined;
  const options = { model, batches, loss: meanSquaredError, optimizer: adam({ learningRate: 0.01 }), resume };
  for await (const progress of train({ ...options, steps, readEvery: 1 })) {
    losses.push(progress.loss);
    if (progress.stopReason) state = await progress.state();
  }
  const digest = await weightsDigest({ ...model.variables, ...model.nonTrainableVariables });
  return { losses, state, digest, model };
}

test('two runs of models built alike give the same bits, though tfjs names their layers differently', async () => {
  const first = await run(build(), 12);
  const second = await run(build(), 12);
  expect(second.losses).toEqual(first.losses);
  expect(second.digest).toBe(first.digest);
  expect(new Set(first.losses).size).toBe(12);
});

test('a run resumed into a new model ends with the bits of one that never stopped', async () => {
  const whole = await run(build(), 12);
  const half = await run(build(), 5);
  const resumed = await run(build(), 12, half.state);
  expect(resumed.losses).toEqual(whole.losses.slice(5));
  expect(resumed.digest).toBe(whole.digest);
});

test('the moving statistics are part of the state', async () => {
  const { state, model } = await run(build(), 3);
  const statistics = Object.keys(model.nonTrainableVariables ?? {});
  expect(statistics).toHaveLength(2);
  const kept = [...(state?.tensors.keys() ?? [])];
  for (const name of statistics) expect(kept.some((key) => key.endsWith(`/${name}`))).toBe(true);
});

test('two models take turns without touching each other', async () => {
  const alone = await run(build(), 6);
  const [left, right] = [build(), build()];
  const half = await run(left, 3);
  await run(right, 6);
  const rest = await run(left, 6, half.state);
  expect(rest.digest).toBe(alone.digest);
});

describe('what is measured in validation', () => {
  test('is without dropout, with moving statistics, and with the penalty of the layers', async () => {
    const layersModel = build();
    const batch = batchAt(100);
    const options = {
      model: layersModel,
      batches,
      loss: meanSquaredError,
      optimizer: adam({ learningRate: 0.01 }),
    };
    for await (const { validation, stopReason } of train({
      ...options,
      steps: 4,
      validation: { batches: [batch], everySteps: 4 },
    })) {
      expect(stopReason).toBe('steps');
      const predicted = layersModel.predict(batch.inputs);
      if (!(predicted instanceof tf.Tensor)) throw new TypeError('expected one output.');
      const kernel = layersModel.getWeights()[0];
      const penalty = 0.01 * (kernel?.square().sum().dataSync()[0] ?? Number.NaN);
      const error = meanSquaredError(batch.targets, predicted).dataSync()[0] ?? Number.NaN;
      expect(validation?.loss).toBeCloseTo(error + penalty, 5);
    }
  });
});
