import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { crossEntropy } from '../classification/crossEntropy.ts';
import { klDivergence } from './klDivergence.ts';

testLoss(klDivergence, {
  options: [{}],
  // The cross-entropy with the prediction minus the entropy of the truth.
  inputsReference([yTrue = [], logProbabilities = []]) {
    const negativeLogLikelihood = yTrue.reduce(
      (sum, t, c) => sum - (t === 0 ? 0 : t * (logProbabilities[c] ?? 0)),
      0,
    );
    const entropy = yTrue.reduce((sum, t) => sum - (t === 0 ? 0 : t * Math.log2(t) * Math.LN2), 0);
    return negativeLogLikelihood - entropy;
  },
});

test('an outcome of probability 0 costs nothing where it does not happen, and everything where it does', () => {
  const impossible = tf.tensor2d([[0, Number.NEGATIVE_INFINITY]]);
  const loss = (yTrue: tf.Tensor) => (x: tf.Tensor) => klDivergence(yTrue, x);
  expect(loss(tf.tensor2d([[1, 0]]))(impossible)).toBeAllClose(0);
  expect(tf.grad(loss(tf.tensor2d([[1, 0]])))(impossible)).toBeAllClose([-1, 0]);
  expect(loss(tf.tensor2d([[0.5, 0.5]]))(impossible)).toBeAllClose(Number.POSITIVE_INFINITY);
});

test('has the gradient of the cross-entropy', () => {
  const yTrue = tf.tensor2d([[0.2, 0.3, 0.5]]);
  const logits = tf.tensor2d([[1, -2, 3]]);
  const gradient = tf.grad((x) => klDivergence(yTrue, tf.logSoftmax(x)))(logits);
  expect(gradient).toBeAllClose(tf.grad((x) => crossEntropy(yTrue, x))(logits));
});

test('the slope of a target of 0 is that of the smallest float32 that is not subnormal', () => {
  const logProbabilities = tf.tensor2d([[-1, 0]]);
  const slope = tf.grad((targets) => klDivergence(targets, logProbabilities));
  expect(slope(tf.tensor2d([[1, 0]]))).toBeAllClose([2, 1 + Math.log(2 ** -126)]);
});
