import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { testCosineLoss } from '../../fixtures/testCosineLoss.ts';
import { cosFace } from './cosFace.ts';
import { normalizedSoftmax } from './normalizedSoftmax.ts';

testCosineLoss<{ margin?: number; scale?: number }>(cosFace, {
  options: [{ scale: 4 }, { margin: 0, scale: 1 }, { margin: 0.5, scale: 8 }],
  own: (angle, { margin = 0.35 }) => Math.cos(angle) - margin,
  scale: (_length, { scale = 64 }) => scale,
});

test('is the normalized softmax where there is no margin', () => {
  const labels = tf.tensor1d([0, 2, 1], 'int32');
  const embeddings = tf.randomNormal([3, 5], 0, 1, 'float32', 1);
  const centres = tf.randomNormal([5, 3], 0, 1, 'float32', 2);
  expect(cosFace(labels, embeddings, centres, { margin: 0, scale: 4 })).toBeAllClose(
    normalizedSoftmax(labels, embeddings, centres, { temperature: 0.25 }),
  );
});

test('has the defaults of its paper and of pytorch-metric-learning', () => {
  const labels = tf.tensor1d([0, 2, 1], 'int32');
  const embeddings = tf.randomNormal([3, 5], 0, 1, 'float32', 3);
  const centres = tf.randomNormal([5, 3], 0, 1, 'float32', 4);
  expect(cosFace(labels, embeddings, centres)).toBeAllClose(
    cosFace(labels, embeddings, centres, { margin: 0.35, scale: 64 }),
  );
});
