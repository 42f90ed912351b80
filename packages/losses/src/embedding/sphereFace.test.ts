import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { testCosineLoss } from '../../fixtures/testCosineLoss.ts';
import { sphereFace } from './sphereFace.ts';

/** (−1)^k cos(m θ) − 2 k. */
function own(angle: number, { margin = 4 }: { margin?: number }): number {
  const turns = Math.min(margin - 1, Math.floor((angle * margin) / Math.PI));
  return (-1) ** turns * Math.cos(margin * angle) - 2 * turns;
}

testCosineLoss<{ margin?: number; scale?: number }>(sphereFace, {
  options: [{ scale: 0.25 }, { margin: 1 }, { margin: 2, scale: 0.5 }, { margin: 3, scale: 0.5 }],
  own,
  scale: (length, { scale = 1 }) => scale * length,
});

test('has the defaults of its paper and of pytorch-metric-learning', () => {
  const labels = tf.tensor1d([0, 2, 1], 'int32');
  const embeddings = tf.randomNormal([3, 5], 0, 1, 'float32', 3);
  const centres = tf.randomNormal([5, 3], 0, 1, 'float32', 4);
  expect(sphereFace(labels, embeddings, centres)).toBeAllClose(
    sphereFace(labels, embeddings, centres, { margin: 4, scale: 1 }),
  );
});
