import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { binaryCrossEntropyWithLogits } from '../classification/binaryCrossEntropyWithLogits.ts';
import { softMargin } from '../margin/softMargin.ts';
import { dice } from '../overlap/dice.ts';
import { broadcastTo } from './broadcastTo.ts';

const SHAPE = [3, 2, 3, 5, 3, 2];
const ALTERNATING = [1, 2, 1, 5, 1, 2];
const count = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1);

/** Numbers of a shape, some of them 0. */
function someNumbers(shape: readonly number[]): tf.Tensor {
  const numbers = Array.from({ length: count(shape) }, (_, index) => ((index * 7) % 5) / 4);
  return tf.tensor(numbers, [...shape]);
}

/** What each position of SHAPE gets, position by position. */
function repeated(numbers: readonly number[]): number[] {
  return Array.from({ length: count(SHAPE) }, (_, position) => {
    let [rest, place, stride] = [position, 0, 1];
    for (let axis = SHAPE.length - 1; axis >= 0; axis--) {
      const [size = 1, own = 1] = [SHAPE[axis], ALTERNATING[axis]];
      place += own === 1 ? 0 : (rest % size) * stride;
      stride *= own;
      rest = Math.floor(rest / size);
    }
    return numbers[place] ?? Number.NaN;
  });
}

test('repeats along alternating axes at rank 6, and its gradient sums over them', () => {
  const x = someNumbers(ALTERNATING);
  const factors = someNumbers(SHAPE);
  const full = broadcastTo(x, SHAPE);
  expect(full.shape).toEqual(SHAPE);
  expect(full).toBeAllClose(repeated([...x.dataSync()]), { atol: 0 });
  const gradient = tf.grad((t) => tf.sum(tf.mul(broadcastTo(t, SHAPE), factors)))(x);
  expect(gradient.shape).toEqual(ALTERNATING);
  expect(gradient).toBeAllClose(tf.sum(factors, [0, 2, 4]));
});

test('adds axes in front, and leaves a tensor of the shape alone', () => {
  expect(broadcastTo(tf.tensor1d([1, 2]), [2, 2])).toBeAllClose([1, 2, 1, 2], { atol: 0 });
  const gradient = tf.grad((t) => tf.sum(tf.mul(broadcastTo(t, [2, 2]), tf.tensor2d([1, 2, 3, 4], [2, 2]))));
  expect(gradient(tf.tensor1d([1, 2]))).toBeAllClose([4, 6], { atol: 0 });
  const whole = tf.ones([2]);
  expect(broadcastTo(whole, [2])).toBe(whole);
});

test('losses take weights, masks and options that broadcast over alternating axes', () => {
  const [yTrue, logits] = [
    tf.sub(tf.mul(2, tf.round(someNumbers(SHAPE))), 1),
    tf.sub(someNumbers(SHAPE), 0.5),
  ];
  const given = someNumbers(ALTERNATING);
  const full = tf.tensor(repeated([...given.dataSync()]), SHAPE);
  for (const option of ['weights', 'mask'] as const) {
    for (const reduction of ['mean', 'none'] as const) {
      expect(softMargin(yTrue, logits, { [option]: given, reduction })).toBeAllClose(
        softMargin(yTrue, logits, { [option]: full, reduction }),
      );
    }
  }
  const ofWeights = (weights: tf.Tensor) => softMargin(yTrue, logits, { weights });
  expect(tf.grad(ofWeights)(given)).toBeAllClose(tf.sum(tf.grad(ofWeights)(full), [0, 2, 4]));
  expect(binaryCrossEntropyWithLogits(yTrue, logits, { posWeight: given })).toBeAllClose(
    binaryCrossEntropyWithLogits(yTrue, logits, { posWeight: full }),
  );
  const probabilities = tf.stack([someNumbers(SHAPE), tf.sub(1, someNumbers(SHAPE))], -1).slice(0, 1);
  const ids = tf.cast(tf.round(someNumbers(SHAPE)), 'int32').slice(0, 1);
  expect(dice(ids, probabilities, { weights: given })).toBeAllClose(
    dice(ids, probabilities, { weights: full.slice(0, 1) }),
  );
});
