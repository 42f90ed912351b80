// Each test first runs LayersModel.fit, or an optimizer of tfjs 4.22, into one of its faults, so that the
// table in docs/explanation/fourteen-faults.md is measured; then it does the same with losskit.

import { randomStream } from '@losskit/random';
import { batchLoss, type Progress, train } from '@losskit/trainer';
import { sgd } from '@losskit/trainer/optimizers';
import * as tf from '@tensorflow/tfjs';
import { afterAll, expect, test } from 'vitest';

import { compiledLine, meanSquaredError, numbersOf, ones } from './models.ts';
import { runToEnd } from './runToEnd.ts';

afterAll(() => {
  tf.disposeVariables();
});

const { layers } = tf;
const still = sgd({ learningRate: 0 });
const stillAsTfjs = () => tf.train.sgd(0);

test('F1: the validation loss of several outputs is the first one’s; ours is their sum', async () => {
  const input = tf.input({ shape: [1] });
  const outputs = ['a', 'b']
    .map((name) => ones({ name }).apply(input))
    .filter((one) => one instanceof tf.SymbolicTensor);
  const model = tf.model({ inputs: input, outputs });
  model.compile({ optimizer: stillAsTfjs(), loss: 'meanSquaredError' });
  const xs = tf.zeros([2, 1]);
  // The predictions are 0, so the losses are 1 and 9.
  const ys = { a: tf.ones([2, 1]), b: tf.fill([2, 1], 3) };
  const { history } = await model.fit(xs, [ys.a, ys.b], {
    epochs: 1,
    verbose: 0,
    validationData: [xs, [ys.a, ys.b]],
  });
  expect(history).toMatchObject({ loss: [10], val_loss: [1], val_a_loss: [10], val_b_loss: [1] });
  const evaluated = [model.evaluate(xs, [ys.a, ys.b])].flat();
  expect(evaluated).toHaveLength(model.metricsNames.length + 1);

  const batches = [{ inputs: xs, targets: ys }];
  const { loss, validation } = await runToEnd({
    model,
    batches,
    loss: { a: meanSquaredError, b: meanSquaredError },
    optimizer: still,
    validation: { batches },
  });
  expect(loss).toBe(10);
  expect(validation).toEqual({ loss: 10, 'loss/a': 1, 'loss/b': 9 });
});

test('F2: the validation loss leaves out the regularisers; ours has them', async () => {
  const model = tf.sequential({
    layers: [ones({ inputShape: [1], kernelRegularizer: tf.regularizers.l2({ l2: 10 }) })],
  });
  model.compile({ optimizer: stillAsTfjs(), loss: 'meanSquaredError' });
  const zeros = tf.zeros([2, 1]);
  const { history } = await model.fit(zeros, zeros, {
    epochs: 1,
    verbose: 0,
    validationData: [zeros, zeros],
  });
  expect(history).toMatchObject({ loss: [10], val_loss: [0] });

  const batches = [{ inputs: zeros, targets: zeros }];
  const options = { model, batches, loss: meanSquaredError, optimizer: still, validation: { batches } };
  const { loss, validation } = await runToEnd(options);
  expect(loss).toBe(10);
  expect(validation).toEqual({ loss: 10 });
});

test('F3: class weights multiply the whole of a scalar loss; ours weigh each row, or are refused', async () => {
  const logits = [0.5, -0.5];
  const model = tf.sequential({
    layers: [layers.dense({ units: 2, inputShape: [1], kernelInitializer: 'zeros' })],
  });
  model.layers[0]?.setWeights([tf.zeros([1, 2]), tf.tensor1d(logits)]);
  const scalarLoss = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.losses.softmaxCrossEntropy(yTrue, yPred);
  model.compile({ optimizer: stillAsTfjs(), loss: scalarLoss });
  const xs = tf.zeros([4, 1]);
  // Three rows of class 0, one of class 1.
  const ys = tf.tensor2d([
    [1, 0],
    [1, 0],
    [1, 0],
    [0, 1],
  ]);
  const lossWith = async (classWeight?: tf.ClassWeight) =>
    numbersOf(
      (await model.fit(xs, ys, { epochs: 1, verbose: 0, ...(classWeight && { classWeight }) })).history.loss,
    )[0];
  const plain = (await lossWith()) ?? Number.NaN;
  expect(await lossWith({ 0: 1, 1: 10 })).toBeCloseTo(plain * ((3 * 1 + 10) / 4), 5);

  const perRow = batchLoss((logits, { targets, weights }) => {
    const rows = tf.neg(tf.sum(tf.mul(targets, tf.logSoftmax(logits)), -1));
    if (!(weights instanceof tf.Tensor)) throw new TypeError('expected weights of the rows');
    return { sum: tf.sum(tf.mul(weights, rows)), weight: tf.sum(weights) };
  });
  const weights = tf.sum(tf.mul(ys, tf.tensor1d([1, 10])), -1);
  const options = { model, batches: [{ inputs: xs, targets: ys, weights }], optimizer: still };
  const { loss } = await runToEnd({ ...options, loss: perRow });
  const [right, wrong] = [Math.log(1 + Math.exp(-1)), Math.log(1 + Math.exp(1))];
  expect(loss).toBeCloseTo((3 * right + 10 * wrong) / (3 + 10), 5);
  await expect(runToEnd({ ...options, loss: scalarLoss })).rejects.toThrow(
    /expected batches without weights/,
  );
});

test('F12: validationSplit takes the unshuffled end; ours validates on what it is given', async () => {
  // Sorted by class: predictions are 0, the first half's targets 0, the others 1.
  const targets = Array.from({ length: 20 }, (_, row) => (row < 10 ? 0 : 1));
  const [xs, ys] = [tf.zeros([20, 1]), tf.tensor2d(targets, [20, 1])];
  const fitted = compiledLine(0);
  const { history } = await fitted.fit(xs, ys, {
    epochs: 1,
    verbose: 0,
    shuffle: true,
    validationSplit: 0.5,
  });
  expect(history).toMatchObject({ loss: [0], val_loss: [1] });

  const order = Array.from(randomStream(7, 'split').permutation(20));
  const batchOf = (rows: number[]) => [{ inputs: tf.zeros([rows.length, 1]), targets: tf.gather(ys, rows) }];
  const { loss, validation } = await runToEnd({
    model: compiledLine(0),
    batches: batchOf(order.slice(0, 10)),
    loss: meanSquaredError,
    optimizer: still,
    validation: { batches: batchOf(order.slice(10)) },
  });
  expect(loss).toBeGreaterThan(0);
  expect(validation?.loss).toBeLessThan(1);
  expect(loss + (validation?.loss ?? 0)).toBeCloseTo(1, 6);
});

test('F13: stopping within an epoch leaves out its validation; ours ends with one', async () => {
  const [xs, ys] = [tf.ones([8, 1]), tf.fill([8, 1], 3)];
  const model = compiledLine(0);
  const onBatchEnd = async (batch: number) => {
    if (batch === 1) model.stopTraining = true;
  };
  const { history } = await model.fit(xs, ys, {
    epochs: 1,
    batchSize: 1,
    verbose: 0,
    validationData: [xs, ys],
    callbacks: { onBatchEnd },
  });
  expect(Object.keys(history)).toEqual(['loss']);

  const batch = { inputs: tf.ones([1, 1]), targets: tf.fill([1, 1], 3) };
  const batches = { stepsPerEpoch: 8, from: (step: number) => new Array(8 - step).fill(batch) };
  const all: Progress[] = [];
  const options = { model: compiledLine(0), batches, loss: meanSquaredError, optimizer: still, steps: 2 };
  for await (const progress of train({ ...options, validation: { batches: [batch] } })) all.push(progress);
  expect(all.at(-1)).toMatchObject({ step: 2, epoch: 0.25, stopReason: 'steps', validation: { loss: 4 } });
});
