import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { zeroOne } from './zeroOne.ts';

testLoss(zeroOne, {
  options: [{}, { classWeights: [1, 0.5, 3, 0] }],
  rowReference(target, scores) {
    let predicted = 0;
    scores.forEach((score, c) => {
      if (score > (scores[predicted] ?? Number.NaN)) predicted = c;
    });
    return target.reduce((wrong, t, c) => (c === predicted ? wrong : wrong + t), 0);
  },
});

test('is the error rate', () => {
  const logits = tf.tensor2d([
    [3, 1, 0],
    [0, 2, 1],
    [0, 2, 1],
    [0, 1, 2],
  ]);
  expect(zeroOne(tf.tensor1d([0, 1, 2, 2], 'int32'), logits)).toBeAllClose(0.25);
});

test('the lowest class wins a tie', () => {
  const logits = tf.tensor2d([[1, 5, 5]]);
  expect(zeroOne(tf.tensor1d([1], 'int32'), logits)).toBeAllClose(0);
  expect(zeroOne(tf.tensor1d([2], 'int32'), logits)).toBeAllClose(1);
});

test('no score has a gradient, not even at a tie', () => {
  const slope = tf.grad((logits) => zeroOne(tf.tensor1d([0, 1], 'int32'), logits));
  const logits = tf.tensor2d([
    [1, 1],
    [2, -1],
  ]);
  expect(slope(logits)).toBeAllClose([0, 0, 0, 0], { atol: 0 });
});
