import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { crossEntropy } from './classification/crossEntropy.ts';
import { huber } from './regression/huber.ts';
import { pinball } from './regression/pinball.ts';

/** A layers model of one dense layer that starts at 0, and its weights after training. */
function denseModel(inputs: number, units: number): tf.Sequential {
  const model = tf.sequential();
  model.add(tf.layers.dense({ inputShape: [inputs], units, kernelInitializer: 'zeros' }));
  return model;
}

async function fit(
  model: tf.Sequential,
  loss: (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.Tensor,
  [xs, ys]: readonly [tf.Tensor, tf.Tensor],
  learningRate: number,
  epochs: number,
): Promise<number[]> {
  model.compile({ optimizer: tf.train.sgd(learningRate), loss });
  const { history } = await model.fit(xs, ys, { epochs, batchSize: xs.shape[0] ?? 1, verbose: 0 });
  return (history.loss ?? []).map(Number);
}

const xs = tf.ones([4, 1]);
const ys = tf.tensor2d([[0], [0], [0], [8]]);

test('options reach model.compile: one step of fit is the step that the formula gives', async () => {
  const model = denseModel(1, 1);
  const [first] = await fit(model, huber.with({ delta: 0.5 }), [xs, ys], 1, 1);
  // Three residuals of 0, one of −8: 0.5 · (8 − 0.25) / 4, and a gradient of −0.5 / 4.
  expect(first).toBeCloseTo(0.96875, 5);
  const [kernel = tf.scalar(Number.NaN), bias = tf.scalar(Number.NaN)] = model.getWeights();
  expect(kernel).toBeAllClose([0.125]);
  expect(bias).toBeAllClose([0.125]);
});

test('pinball with another quantile differentiable a layers model to that quantile', async () => {
  const model = denseModel(1, 1);
  const targets = tf.tensor2d([[1], [2], [3], [4], [5], [6], [7], [8], [9], [10]]);
  await fit(model, pinball.with({ quantile: 0.85 }), [tf.ones([10, 1]), targets], 0.05, 400);
  const [kernel = tf.scalar(Number.NaN), bias = tf.scalar(Number.NaN)] = model.getWeights();
  const [prediction = Number.NaN] = tf.add(kernel, bias).dataSync();
  expect(prediction).toBeGreaterThan(8);
  expect(prediction).toBeLessThan(10);
});

test('class weights and label smoothing reach a layers model that predicts classes', async () => {
  const features = tf.tensor2d([
    [1, 0],
    [0, 1],
    [0, 1],
  ]);
  const labels = tf.tensor2d([
    [1, 0, 0],
    [0, 0, 1],
    [0, 0, 1],
  ]);
  const options = { classWeights: [4, 1, 1], labelSmoothing: 0.1 };
  const losses = await fit(denseModel(2, 3), crossEntropy.with(options), [features, labels], 0.5, 30);
  expect(losses[0]).toBeCloseTo(crossEntropy(labels, tf.zeros([3, 3]), options).dataSync()[0] ?? 0, 5);
  expect(losses.at(-1)).toBeLessThan(0.6 * (losses[0] ?? 0));
});

test('a layers model weights the classes of fit by the unreduced loss', async () => {
  const model = denseModel(2, 2);
  model.compile({ optimizer: tf.train.sgd(0.1), loss: crossEntropy.with({ reduction: 'none' }) });
  const labels = tf.tensor2d([
    [1, 0],
    [0, 1],
  ]);
  const { history } = await model.fit(tf.eye(2), labels, {
    epochs: 1,
    verbose: 0,
    classWeight: { 0: 3, 1: 1 },
  });
  // Both rows have a loss of log 2; tfjs divides by the rows, not by their weights.
  expect(Number(history.loss?.[0])).toBeCloseTo((4 * Math.log(2)) / 2, 5);
});
