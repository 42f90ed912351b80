import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { inFreshScope } from '../../../fixtures/inFreshScope.ts';

import { datasetBatches, type Progress, pairBatches, train, weightsDigest } from '../../index.ts';
import { sgd } from '../../optimizers.ts';
import { batchesFrom, END_OF_PASS, onePass } from './batchesFrom.ts';

inFreshScope();

const meanSquaredError = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.mean(tf.square(tf.sub(yPred, yTrue)));

/** y = 2 x + 1 for x = 0 … rows − 1. */
function rowsOf(rows = 10) {
  const xs = Array.from({ length: rows }, (_, row) => [row / 10]);
  const ys = xs.map(([x = 0]) => [2 * x + 1]);
  return tf.data.zip({ xs: tf.data.array(xs), ys: tf.data.array(ys) });
}

function lineModel() {
  const [slope, intercept] = [tf.variable(tf.scalar(0)), tf.variable(tf.scalar(0))];
  return {
    variables: { slope, intercept },
    predict: (x: tf.Tensor) => tf.add(tf.mul(x, slope), intercept),
  };
}

/** The first inputs, flat, from a step on. */
async function inputsFrom(dataset: Parameters<typeof datasetBatches>[0], step: number, count: number) {
  const found: number[][] = [];
  const batches = datasetBatches(dataset);
  const { stepsPerEpoch = Number.POSITIVE_INFINITY } = batches;
  const position = { step, epoch: Math.floor(step / stepsPerEpoch), stepOfEpoch: step % stepsPerEpoch };
  for await (const batch of batchesFrom(batches, position, Number.POSITIVE_INFINITY)) {
    if (batch === END_OF_PASS) continue;
    if (batch.inputs instanceof tf.Tensor) found.push(Array.from(batch.inputs.dataSync()));
    if (found.length === count) break;
  }
  return found;
}

describe('a data set', () => {
  test('trains, epoch by epoch, and leaves no tensor behind', async () => {
    const model = lineModel();
    const options = { model, loss: meanSquaredError, optimizer: sgd({ learningRate: 0.3 }) };
    const batches = datasetBatches(rowsOf().shuffle(10, 'seed').batch(4));
    expect(batches.stepsPerEpoch).toBe(3);
    const before = tf.memory().numTensors;
    const all: Progress[] = [];
    for await (const progress of train({ ...options, batches, epochs: 200 })) all.push(progress);
    expect(all.at(-1)).toMatchObject({ step: 600, epoch: 200, stopReason: 'epochs' });
    expect(model.variables.slope).toBeAllClose(2, { atol: 1e-2 });
    expect(model.variables.intercept).toBeAllClose(1, { atol: 1e-2 });
    expect(tf.memory().numTensors).toBe(before);
  });

  test('from a step on gives what it gives from the start, each epoch in its order', async () => {
    const make = () => rowsOf().shuffle(10, 'seed').batch(4);
    const whole = await inputsFrom(make(), 0, 9);
    expect(await inputsFrom(make(), 4, 5)).toEqual(whole.slice(4));
    expect(whole.slice(0, 3)).not.toEqual(whole.slice(3, 6));
  });

  test('of unknown size is gone through once by default', async () => {
    let passed = 0;
    const dataset = rowsOf()
      .filter(() => passed++ < 5)
      .batch(2);
    expect(datasetBatches(dataset).stepsPerEpoch).toBeUndefined();
    let last: Progress | undefined;
    const options = { model: lineModel(), loss: meanSquaredError, optimizer: sgd({ learningRate: 0.1 }) };
    for await (const progress of train({ ...options, batches: dataset })) last = progress;
    expect(last).toMatchObject({ step: 3, stopReason: 'batches ended', epoch: 1 });
  });

  test('takes inputs by name', async () => {
    const dataset = tf.data.array([{ xs: { x: tf.zeros([5, 1]) }, ys: tf.zeros([5]) }]);
    for await (const { inputs } of onePass(datasetBatches(dataset)))
      expect(Object.keys(inputs)).toEqual(['x']);
  });

  test.each<[string, () => tf.data.Dataset<tf.TensorContainer>, string]>([
    [
      'what is not a pair',
      () => tf.data.array([[1], [2]]).batch(2),
      'datasetBatches: expected { xs, ys } of tensors or of tensors by name, got a Tensor.',
    ],
    [
      'a different number of rows',
      () => tf.data.array([{ xs: tf.zeros([3, 1]), ys: tf.zeros([2, 1]) }]),
      'datasetBatches: expected xs and ys with the same number of rows, got [3,1] and [2,1].',
    ],
    [
      'another shape than before',
      () => tf.data.array([1, 2].map((size) => ({ xs: tf.zeros([3, size]), ys: tf.zeros([3]) }))),
      `datasetBatches: expected rows of xs of the same shape in every batch, {"":"1"}, got '{"":"2"}'.`,
    ],
  ])('of %s is refused', async (_what, make, message) => {
    await expect(inputsFrom(make(), 0, 2)).rejects.toThrow(message);
  });
});

describe('pairs from an async generator', () => {
  const pair = () => ({ xs: tf.tensor2d([[1], [2]]), ys: tf.tensor2d([[3], [5]]) });

  test('train as batches do', async () => {
    const digests = [];
    for (const named of [true, false]) {
      async function* source() {
        for (let step = 0; step < 5; step++) yield pair();
      }
      async function* batches() {
        for await (const { xs, ys } of source()) yield { inputs: xs, targets: ys };
      }
      const model = lineModel();
      const options = { model, loss: meanSquaredError, optimizer: sgd({ learningRate: 0.1 }) };
      for await (const _ of train({ ...options, batches: named ? pairBatches(source()) : batches() }));
      digests.push(await weightsDigest(model.variables));
    }
    expect(digests[0]).toBe(digests[1]);
  });

  test.each<[unknown, string]>([
    [{ xs: tf.scalar(1) }, 'expected { xs, ys } of tensors or of tensors by name, got an object.'],
    [{ xs: [1], ys: [2] }, 'expected { xs, ys } of tensors or of tensors by name, got xs [1], ys [2].'],
    [
      { xs: tf.scalar(1), ys: tf.zeros([1]) },
      'expected xs and ys with the same number of rows, got [] and [1].',
    ],
  ])('of %j are refused', async (bad, message) => {
    await expect(async () => {
      for await (const _ of pairBatches([bad]));
    }).rejects.toThrow(`pairBatches: ${message}`);
  });
});
