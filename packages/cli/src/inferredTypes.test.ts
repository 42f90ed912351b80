import * as tf from '@tensorflow/tfjs';
import { expect, expectTypeOf, test } from 'vitest';

import { seededBatches } from './data.ts';
import { accuracy, adam, defineTask, huber, rmse, rSquared, splitRows, train } from './index.ts';

// What a user writes without annotations; `tsc` checks it, and what must not compile is marked.

const rows = {
  rows: 2,
  inputs: { rowShape: [1], values: Float32Array.of(1, 2) },
  targets: { rowShape: [], values: Float32Array.of(2, 4) },
};
const parts = () => splitRows({ inputs: [[1], [2], [3], [4], [5]], targets: [1, 2, 3, 4, 5] }, { seed: 0 });
const network = () => tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });

test('predict of an inline model has the type of the inputs', async () => {
  const slope = tf.variable(tf.scalar(0));
  const batches = seededBatches(rows, { batchSize: 2, seed: 0 });
  const training = train({
    model: {
      variables: { slope },
      predict: (x) => {
        expectTypeOf(x).toEqualTypeOf<tf.Tensor>();
        return tf.mul(tf.reshape(x, [-1]), slope);
      },
    },
    batches,
    optimizer: adam({ learningRate: 0.1 }),
    loss: huber,
    steps: 2,
  });
  for await (const { loss } of training) expectTypeOf(loss).toEqualTypeOf<number>();
  expect(slope.dataSync()[0]).toBeGreaterThan(0);
});

test('with several inputs it has them by name', async () => {
  const slope = tf.variable(tf.scalar(0));
  const x = tf.tensor2d([[1]]);
  const training = train({
    model: { variables: { slope }, predict: ({ left, right }) => tf.mul(tf.mul(left, right), slope) },
    batches: [{ inputs: { left: x, right: x }, targets: x }],
    optimizer: adam({ learningRate: 0.1 }),
    loss: huber,
  });
  for await (const { step } of training) expect(step).toBe(1);
});

test("a task's model has the inputs of its data", () => {
  const line = defineTask({
    name: 'line',
    target: 'continuous',
    data: parts,
    model: ({ inputShape }) => {
      expectTypeOf(inputShape).toEqualTypeOf<number[]>();
      const slope = tf.variable(tf.zeros([1, 1]));
      return { variables: { slope }, predict: (x) => tf.matMul(x, tf.reshape(slope, [1, 1])) };
    },
    metrics: [rmse, rSquared, 'meanPinballLoss:quantile=0.9'],
    measurements: { steepness: { higherIsBetter: true } },
    measure: () => ({ steepness: 1 }),
    rankBy: 'steepness',
  });
  expect(line.rankBy.name).toBe('steepness');

  const values = { rowShape: [1], values: Float32Array.of(1, 2) };
  const part = { inputs: { left: values, right: values }, targets: [1, 2] };
  defineTask({
    name: 'two inputs',
    target: 'continuous',
    data: () => ({ train: part, validation: part, test: part }),
    model: () => ({ variables: {}, predict: ({ left, right }) => tf.mul(left, right) }),
  });
});

test('what is wrong is an error where it is written', () => {
  const [yTrue, yPred] = [tf.tensor1d([1]), tf.tensor1d([2])];
  // @ts-expect-error An option that huber has not.
  expect(() => huber(yTrue, yPred, { dleta: 1 })).toThrow("did you mean 'delta'?");
  // @ts-expect-error A text for a number.
  expect(() => huber.with({ delta: '1' })).toThrow('delta');
  const task = { name: 'line', target: 'continuous', data: parts, model: network } as const;
  // @ts-expect-error A name that no metric has.
  expect(() => defineTask({ ...task, metrics: ['rmsee'] })).toThrow("did you mean 'rmse'?");
  // @ts-expect-error A metric of classes for numbers.
  expect(defineTask({ ...task, metrics: [accuracy] }).rankBy.name).toBe('accuracy');
  // @ts-expect-error A name of neither a metric nor a measurement.
  expect(() => defineTask({ ...task, rankBy: 'steepness' })).toThrow('steepness');
  // @ts-expect-error A kind of target that there is not.
  expect(() => defineTask({ ...task, target: 'continous' })).toThrow("did you mean 'continuous'?");
});

test('every loss is a loss of a LayersModel as it is', () => {
  const model = network();
  model.compile({ loss: huber, optimizer: 'sgd' });
  expect(model.loss).toBe(huber);
});
