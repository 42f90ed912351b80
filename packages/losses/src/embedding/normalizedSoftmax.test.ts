import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { testCosineLoss } from '../../fixtures/testCosineLoss.ts';
import { normalizedSoftmax } from './normalizedSoftmax.ts';

testCosineLoss<{ temperature?: number }>(normalizedSoftmax, {
  options: [{ temperature: 1 }, { temperature: 0.2 }],
  own: (angle) => Math.cos(angle),
  scale: (_length, { temperature = 0.05 }) => 1 / temperature,
});

test('has the defaults of its paper and of pytorch-metric-learning', () => {
  const labels = tf.tensor1d([0, 2, 1], 'int32');
  const embeddings = tf.randomNormal([3, 5], 0, 1, 'float32', 3);
  const centres = tf.randomNormal([5, 3], 0, 1, 'float32', 4);
  expect(normalizedSoftmax(labels, embeddings, centres)).toBeAllClose(
    normalizedSoftmax(labels, embeddings, centres, { temperature: 0.05 }),
  );
});
