import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { multiclassHinge } from './multiclassHinge.ts';

testLoss(multiclassHinge, {
  options: [{}, { classWeights: [1, 0.5, 3, 0] }],
  // Every other class in turn.
  rowReference: (target, logits) =>
    target.reduce((sum, t, c) => {
      const [own = 0] = logits.slice(c);
      const missing = logits.map((logit, i) => (i === c ? 0 : 1 + logit - own));
      return sum + t * Math.max(...missing);
    }, 0),
});

test('gives the gradient to the first of equal best classes', () => {
  const gradient = tf.grad((x) => multiclassHinge(tf.tensor1d([0], 'int32'), x))(tf.tensor2d([[0, 2, 2]]));
  expect(gradient).toBeAllClose([-1, 1, 0], { atol: 0 });
});

test('of one class costs nothing', () => {
  const loss = (x: tf.Tensor) => multiclassHinge(tf.tensor1d([0], 'int32'), x);
  expect(loss(tf.tensor2d([[-3]]))).toBeAllClose(0);
  expect(tf.grad(loss)(tf.tensor2d([[-3]]))).toBeAllClose(0);
});
