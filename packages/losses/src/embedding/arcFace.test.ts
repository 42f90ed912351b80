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

/**
 * The loss of an embedding at an angle to its centre, in float64 and from sides instead of cosines: half the angle has the
 * tangent of the distance of two unit rows over that of one and the other's opposite.
 */
function fromSides(x: readonly number[], own: readonly number[], other: readonly number[]): number {
  const unit = (row: readonly number[]) => row.map((one) => one / Math.hypot(...row));
  const angleWith = (centre: readonly number[]) => {
    const [a, b] = [unit(x), unit(centre)];
    const length = (sign: number) => Math.hypot(...a.map((one, i) => one + sign * (b[i] ?? Number.NaN)));
    return 2 * Math.atan2(length(-1), length(1));
  };
  const angle = angleWith(own);
  const cosine = angle + 1 > Math.PI ? Math.cos(angle) - Math.sin(1) : Math.cos(angle + 1);
  return Math.log1p(Math.exp(2 * (Math.cos(angleWith(other)) - cosine)));
}

/** Beside its centre and beside the opposite of it, in any direction. */
const beside = [0.1, 0.01, 0.003, 0.001, Math.PI - 0.001, Math.PI - 0.01, Math.PI - 0.1].map((angle) => {
  const components = [0.6, -0.8, 0.3, -0.1, 0.5].map(Math.fround);
  const across = [0.8, 0.6, 0, 0, 0];
  const length = Math.hypot(...components);
  const row = components.map((one, i) => {
    const side = Math.sin(angle) * (across[i] ?? Number.NaN);
    return Math.fround(3 * ((Math.cos(angle) * one) / length + side));
  });
  return { angle, row, own: components, other: [1, 0.5, -0.2, 0.4, 0.3].map(Math.fround) };
});

test.each(beside)(
  'value and gradient beside a centre are those of the angle, at $angle',
  ({ angle, row, own, other }) => {
    const columns = tf.transpose(tf.tensor2d([own, other]));
    const cost = (x: tf.Tensor) => arcFace(label, x, columns, { margin: 1, scale: 2 });
    const x = tf.tensor2d([row]);
    // A cosine in float32 leaves of its angle's square what is as small as its last digit.
    const digits = 2 ** -21 / Math.sin(angle) ** 2;
    expect(cost(x)).toBeAllClose(fromSides(row, own, other), {
      rtol: 1e-6 + digits * Math.sin(angle),
      atol: 0,
    });
    const step = 1e-6;
    const slopes = row.map((_, i) => {
      const moved = (by: number) => fromSides(row.with(i, (row[i] ?? Number.NaN) + by), own, other);
      return (moved(step) - moved(-step)) / (2 * step);
    });
    const off = tf.norm(tf.sub(tf.grad(cost)(x), tf.tensor2d([slopes])));
    expect(off.dataSync()[0]).toBeLessThan((1e-5 + digits) * Math.hypot(...slopes));
  },
);

test('has the defaults of its paper and of pytorch-metric-learning', () => {
  const labels = tf.tensor1d([0, 2, 1], 'int32');
  const embeddings = tf.randomNormal([3, 5], 0, 1, 'float32', 3);
  const centres = tf.randomNormal([5, 3], 0, 1, 'float32', 4);
  expect(arcFace(labels, embeddings, centres)).toBeAllClose(
    arcFace(labels, embeddings, centres, { margin: 0.5, scale: 64 }),
  );
});
