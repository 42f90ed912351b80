import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { testCosineLoss } from '../../fixtures/testCosineLoss.ts';
import { normalizedSoftmax } from './normalizedSoftmax.ts';
import { softTriple } from './softTriple.ts';

testCosineLoss<{ margin?: number; scale?: number; temperature?: number }>(softTriple, {
  options: [
    { scale: 4 },
    { margin: 0, scale: 1, temperature: 1 },
    { margin: 0.2, scale: 8, temperature: 0.5 },
  ],
  cosine: (cosines, { temperature = 0.1 }) => {
    const shares = cosines.map((cosine) => Math.exp(cosine / temperature));
    const total = shares.reduce((sum, share) => sum + share, 0);
    return cosines.reduce((sum, cosine, k) => sum + (cosine * (shares[k] ?? 0)) / total, 0);
  },
  own: (angle, { margin = 0.01 }) => Math.cos(angle) - margin,
  scale: (_length, { scale = 20 }) => scale,
});

const labels = tf.tensor1d([0, 2, 1], 'int32');
const embeddings = tf.randomNormal([3, 5], 0, 1, 'float32', 3);

test('is normalizedSoftmax with one centre for each class and without a margin', () => {
  const centres = tf.randomNormal([5, 3], 0, 1, 'float32', 4);
  const ours = softTriple(labels, embeddings, tf.expandDims(centres, -1), { margin: 0, scale: 5 });
  expect(ours).toBeAllClose(normalizedSoftmax(labels, embeddings, centres, { temperature: 0.2 }));
});

test('has the defaults of its paper and of pytorch-metric-learning', () => {
  const centres = tf.randomNormal([5, 3, 4], 0, 1, 'float32', 4);
  expect(softTriple(labels, embeddings, centres)).toBeAllClose(
    softTriple(labels, embeddings, centres, { margin: 0.01, scale: 20, temperature: 0.1 }),
  );
  expect(softTriple.declaration.trainedInputs.centres?.({ components: 5, classes: 7 })).toEqual([5, 7, 10]);
});
