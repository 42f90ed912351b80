import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { cosineEmbedding } from './cosineEmbedding.ts';

testLoss(cosineEmbedding, {
  options: [{}, { margin: 0.5 }, { margin: -0.5 }],
  // From the distance of the two points on the unit sphere, and the line between the two losses.
  inputsReference([[yTrue = 0] = [], first = [], second = []], { margin = 0 }) {
    const [a, b] = [Math.hypot(...first), Math.hypot(...second)];
    const apart = first.reduce((sum, x, index) => sum + (x / a - (second[index] ?? 0) / b) ** 2, 0) / 2;
    const tooClose = Math.max(1 - apart - margin, 0);
    return tooClose + ((1 + yTrue) / 2) * (apart - tooClose);
  },
});

test('a vector of zeros has the cosine 0 to every other', () => {
  const [yTrue, other] = [tf.tensor1d([1, -1]), tf.ones([2, 3])];
  const loss = (x: tf.Tensor) => cosineEmbedding(yTrue, x, other, { margin: -0.5, reduction: 'none' });
  expect(loss(tf.zeros([2, 3]))).toBeAllClose([1, 0.5]);
  expect(tf.grad(loss)(tf.zeros([2, 3]))).toBeAllClose([-1, -1, -1, 1, 1, 1].map((x) => x / Math.sqrt(3)));
});

test('refuses targets of another shape', () => {
  expect(() => cosineEmbedding(tf.ones([2, 1]), tf.ones([2, 3]), tf.ones([2, 3]))).toThrow(
    'cosineEmbedding: expected yTrue of shape [2], got [2,1].',
  );
  expect(() => cosineEmbedding(tf.scalar(1), tf.scalar(1), tf.scalar(1))).toThrow(
    'cosineEmbedding: expected first of shape [...,components] with at least one of components, got [].',
  );
});
