import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { testCosineLoss } from '../../fixtures/testCosineLoss.ts';
import { arcFace } from './arcFace.ts';

testCosineLoss<{ margin?: number; scale?: number }>(arcFace, {
  options: [{ scale: 4 }, { margin: 0, scale: 1 }, { margin: 0.3, scale: 8 }, { margin: 2, scale: 2 }],
  own: (angle, { margin = 0.5 }) =>
    angle + margin <= Math.PI ? Math.cos(angle + margin) : Math.cos(angle) - margin * Math.sin(margin),
  scale: (_length, { scale = 64 }) => scale,
});

const label = tf.tensor1d([0], 'int32');
const centres = tf.tensor2d([
  [1, 0],
  [0, 1],
]);
const at = (angle: number) => tf.tensor2d([[Math.cos(angle), Math.sin(angle)]]);
const loss = (embeddings: tf.Tensor) => arcFace(label, embeddings, centres, { margin: 1, scale: 2 });

test('a larger angle costs more, also where angle and margin are beyond a half turn', () => {
  const angles = Array.from({ length: 32 }, (_, index) => (index * Math.PI) / 32);
  const costs = angles.map((angle) =>
    arcFace(label, at(angle), tf.slice(centres, [0, 0], [2, 1]), { margin: 1 }),
  );
  // One class costs nothing; the logit of the own class shows with another class at a fixed cosine.
  for (const cost of costs) expect(cost).toBeAllClose(0);
  const fixed = (angle: number) => {
    const [x, y] = [Math.cos(angle), Math.sin(angle)];
    // The other centre stands across the plane of the own centre and the embedding.
    const other = tf.tensor2d([
      [1, 0],
      [0, 0],
      [0, 1],
    ]);
    return (
      arcFace(label, tf.tensor2d([[x, y, 0]]), other, { margin: 1, scale: 2 }).dataSync()[0] ?? Number.NaN
    );
  };
  const values = angles.map(fixed);
  for (const [place, value] of values.entries())
    if (place > 0) expect(value).toBeGreaterThan(values[place - 1] ?? Number.NaN);
});

test('the gradient is finite on the centre and opposite to it', () => {
  for (const angle of [0, Math.PI]) {
    const [slope = Number.NaN, across = Number.NaN] = tf.grad(loss)(at(angle)).dataSync();
    expect(Number.isFinite(slope) && Number.isFinite(across)).toBe(true);
  }
});

test('has the defaults of its paper and of pytorch-metric-learning', () => {
  const labels = tf.tensor1d([0, 2, 1], 'int32');
  const embeddings = tf.randomNormal([3, 5], 0, 1, 'float32', 3);
  const centres = tf.randomNormal([5, 3], 0, 1, 'float32', 4);
  expect(arcFace(labels, embeddings, centres)).toBeAllClose(
    arcFace(labels, embeddings, centres, { margin: 0.5, scale: 64 }),
  );
});
