import { contractChecks, testChecks } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { crossEntropy } from '../classification/crossEntropy.ts';
import { targetsAndPredictions } from '../layouts/targetsAndPredictions.ts';
import { l2Penalty } from '../penalty/l2Penalty.ts';
import { huber } from '../regression/huber.ts';
import { meanSquaredError } from '../regression/meanSquaredError.ts';
import { defineLoss } from './defineLoss.ts';
import { describeRange, type TensorFunction } from './optionDeclarations.ts';

const yTrue = tf.tensor1d([0, 0]);
const yPred = tf.tensor1d([0.5, 3]);

test('a loss is a function with its own name that carries its declaration', () => {
  expect(huber.name).toBe('huber');
  expect(huber.declaration.options.delta.default).toBe(1);
  expect(huber.evaluate([yTrue, yPred], { delta: 2 })).toBeAllClose(huber(yTrue, yPred, { delta: 2 }));
});

test('a number for each class by its id, as in fit, is the list of them', () => {
  const labels = tf.tensor1d([0, 1, 1], 'int32');
  const logits = tf.tensor2d([
    [1, 2],
    [3, 0],
    [0, 1],
  ]);
  const asList = crossEntropy(labels, logits, { classWeights: [1, 5] });
  expect(crossEntropy(labels, logits, { classWeights: { 0: 1, 1: 5 } })).toBeAllClose(asList);
  expect(crossEntropy.with({ classWeights: { 0: 1, 1: 5 } })(labels, logits)).toBeAllClose(asList);
  for (const classWeights of [{ 1: 5 }, { 0: 1, 2: 5 }, {}]) {
    expect(() => crossEntropy(labels, logits, { classWeights })).toThrow(
      'crossEntropy: expected classWeights to be a tensor, a number or an array of numbers, got an object.',
    );
  }
});

test('the types refuse what the checks refuse', () => {
  // @ts-expect-error: no such option
  expect(() => huber(yTrue, yPred, { detla: 1 })).toThrow("got 'detla' (did you mean 'delta'?).");
  // @ts-expect-error: no such reduction
  expect(() => huber(yTrue, yPred, { reduction: 'average' })).toThrow("got 'average'.");
  // @ts-expect-error: not a number
  expect(() => huber(yTrue, yPred, { delta: '1' })).toThrow("huber: expected delta to be a number, got '1'.");
  // @ts-expect-error: not tensors
  expect(() => huber([0, 0], [0.5, 3])).toThrow('huber: expected yTrue to be a tensor, got [0,0].');
});

test('an option that is undefined has its default', () => {
  const options = { delta: undefined, weights: undefined, mask: undefined, reduction: undefined };
  expect(huber(yTrue, yPred, options)).toBeAllClose(huber(yTrue, yPred));
});

test('[n] against [n,1] is refused with both shapes', () => {
  expect(() => meanSquaredError(yTrue, tf.ones([2, 1]))).toThrow(
    'meanSquaredError: expected yTrue and yPred of one shape, got [2] and [2,1].',
  );
  expect(() => crossEntropy(tf.tensor2d([[1], [0]], [2, 1], 'int32'), tf.ones([2, 3]))).toThrow(
    'crossEntropy: expected labels of shape [2] (class ids) or [2,3] (distributions), got [2,1]; tf.squeeze(labels, [-1]) makes ids of a column.',
  );
});

test('a penalty takes one input and is summed by default', () => {
  const parameters = tf.tensor1d([1, 2]);
  expect(l2Penalty(parameters, { lambda: 2 })).toBeAllClose(5);
  expect(l2Penalty(parameters, { lambda: 2, reduction: 'mean' })).toBeAllClose(2.5);
});

test('a loss can stand in model.compile of a layers model', async () => {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
  model.compile({ optimizer: tf.train.sgd(0.1), loss: meanSquaredError });
  const history = await model.fit(tf.tensor2d([[1], [2]]), tf.tensor2d([[2], [4]]), {
    epochs: 2,
    verbose: 0,
  });
  expect(history.history.loss).toHaveLength(2);
  model.dispose();
});

test('a range is described as a condition on the option', () => {
  const option = { kind: 'number', default: 1 } as const;
  expect(describeRange('x', { ...option, above: 0 })).toBe('x > 0');
  expect(describeRange('x', { ...option, atLeast: 0, atMost: 1 })).toBe('0 <= x <= 1');
  expect(describeRange('x', { ...option, above: 0, below: 1 })).toBe('0 < x < 1');
  expect(describeRange('x', { ...option, atMost: 1 })).toBe('x <= 1');
  expect(describeRange('x', { ...option, integer: true })).toBe('x an integer');
  expect(describeRange('x', { ...option, infinite: true })).toBe('x a number or infinite');
  expect(describeRange('x', { ...option, integer: true, atLeast: 0 })).toBe('x >= 0 and an integer');
  expect(describeRange('x', option)).toBe('x a finite number');
});

const absoluteDifference: TensorFunction = (first, second) => tf.abs(tf.sub(first, second));

/** A loss with an option of either kind that is not a number. */
const powerOfDistance = defineLoss(
  {
    name: 'powerOfDistance',
    family: 'regression',
    target: 'continuous',
    prediction: 'values',
    layout: targetsAndPredictions,
    options: {
      squared: { kind: 'boolean', default: false },
      distance: {
        kind: 'function',
        default: 'absolute',
        named: { absolute: absoluteDifference },
      },
    },
  },
  ({ squared, distance }, first: tf.Tensor, second: tf.Tensor) =>
    squared ? tf.square(distance(first, second)) : distance(first, second),
);

test('an option can be true or false, or a function by name or as it is', () => {
  expect(powerOfDistance(yTrue, yPred)).toBeAllClose(1.75);
  expect(powerOfDistance(yTrue, yPred, { squared: true, distance: 'absolute' })).toBeAllClose(4.625);
  expect(powerOfDistance(yTrue, yPred, { distance: (first, second) => tf.sub(second, first) })).toBeAllClose(
    1.75,
  );
  expect(powerOfDistance(yTrue, yPred, { squared: undefined, distance: undefined })).toBeAllClose(1.75);
  // @ts-expect-error: no distance of that name
  expect(() => powerOfDistance(yTrue, yPred, { distance: 'absolut' })).toThrow(
    "powerOfDistance: expected distance out of absolute, got 'absolut' (did you mean 'absolute'?).",
  );
  // @ts-expect-error: not a boolean
  expect(() => powerOfDistance(yTrue, yPred, { squared: 1 })).toThrow(
    'powerOfDistance: expected squared to be true or false, got 1.',
  );
});

testChecks('powerOfDistance', contractChecks(powerOfDistance));

test('with() sets other defaults, and what a call gives still comes first', () => {
  const robust = huber.with({ delta: 0.5 });
  expect(robust(yTrue, yPred)).toBeAllClose(huber(yTrue, yPred, { delta: 0.5 }));
  expect(robust(yTrue, yPred, { delta: 2 })).toBeAllClose(huber(yTrue, yPred, { delta: 2 }));
  expect(robust(yTrue, yPred, { delta: undefined })).toBeAllClose(huber(yTrue, yPred, { delta: 0.5 }));
  expect(robust.evaluate([yTrue, yPred], { weights: [1, 0] })).toBeAllClose(0.125);
  expect(huber(yTrue, yPred)).toBeAllClose(1.3125);
});

test('with() after with() keeps both, and the declaration stays that of the loss', () => {
  const summed = huber.with({ delta: 0.5 }).with({ reduction: 'sum' });
  expect(summed(yTrue, yPred)).toBeAllClose(1.5);
  expect(summed.with({ delta: 2 })(yTrue, yPred)).toBeAllClose(4.125);
  expect(summed.declaration).toBe(huber.declaration);
  expect(summed.name).toBe('huber');
});

test('with() refuses wrong options at once', () => {
  // @ts-expect-error: no such option
  expect(() => huber.with({ detla: 1 })).toThrow("got 'detla' (did you mean 'delta'?).");
  expect(() => huber.with({ delta: 0 })).toThrow('huber: expected delta > 0, got 0.');
  // @ts-expect-error: no such reduction
  expect(() => huber.with({ reduction: 'average' })).toThrow("got 'average'.");
  // @ts-expect-error: not an object
  expect(() => huber.with(1)).toThrow('huber: expected an options object after yPred, got 1.');
});
