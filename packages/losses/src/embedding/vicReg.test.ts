import { testBatchDependentLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { columnsOf, covarianceOf, meanOf } from '../../fixtures/columns.ts';
import { vicReg } from './vicReg.ts';

interface Options {
  readonly invariance?: number;
  readonly variance?: number;
  readonly covariance?: number;
  readonly eps?: number;
}

testBatchDependentLoss<Options>(vicReg, {
  options: [
    {},
    { invariance: 1, variance: 0, covariance: 0 },
    { invariance: 0, variance: 1, covariance: 0, eps: 0.5 },
    { invariance: 0, variance: 0, covariance: 1 },
  ],
  // Column by column, each variance and covariance from its own sums.
  reference(rows, { invariance = 25, variance = 25, covariance = 1, eps = 1e-4 }) {
    const [first, second] = [columnsOf(rows, 0), columnsOf(rows, 1)];
    const width = first.length;
    // One row has no spread.
    const bessel = rows.length / Math.max(rows.length - 1, 1);
    const apart = meanOf(first.flatMap((a, j) => a.map((x, row) => (x - (second[j]?.[row] ?? 0)) ** 2)));
    const spread = [first, second].map((columns) => {
      let [missing, together] = [0, 0];
      for (const [j, a] of columns.entries()) {
        missing += Math.max(0, 1 - Math.sqrt(bessel * covarianceOf(a, a) + eps)) / width;
        for (const [k, b] of columns.entries())
          if (k !== j) together += (bessel * covarianceOf(a, b)) ** 2 / width;
      }
      return { missing, together };
    });
    const total = (part: 'missing' | 'together') => spread.reduce((sum, one) => sum + one[part], 0);
    return [invariance * apart + (variance * total('missing')) / 2 + covariance * total('together')];
  },
});

const first = tf.randomNormal([8, 3], 0, 1, 'float32', 1);
const second = tf.randomNormal([8, 3], 0, 1, 'float32', 2);

test('has the defaults of its paper', () => {
  const options = { invariance: 25, variance: 25, covariance: 1, eps: 1e-4 };
  expect(vicReg(first, second)).toBeAllClose(vicReg(first, second, options));
});

test('is symmetric and the same wherever both views are moved to', () => {
  const value = vicReg(first, second);
  expect(vicReg(second, first)).toBeAllClose(value);
  expect(vicReg(tf.add(first, 50), tf.add(second, 50))).toBeAllClose(value, { rtol: 1e-4 });
});

test('weights that add up to less than 2 are scaled to that', () => {
  expect(vicReg(first, second, { weights: 0.01 })).toBeAllClose(vicReg(first, second, { weights: 0.25 }));
  const one = { mask: [true, ...Array(7).fill(false)] };
  const [a, b] = [first, second].map((view) => tf.slice(view, [0, 0], [1, 3]));
  expect(vicReg(first, second, one)).toBeAllClose(vicReg(a ?? first, b ?? second));
});

test('has an empty and a full group side by side, and ignores the empty one', () => {
  const mask = tf.stack([tf.ones([8], 'bool'), tf.zeros([8], 'bool')]);
  const both = (view: tf.Tensor) => tf.stack([view, tf.fill([8, 3], Number.NaN)]);
  const loss = (x: tf.Tensor) => vicReg(both(first), both(x), { perSample: true, mask });
  expect(loss(second)).toBeAllClose(vicReg(first, second));
  expect(tf.grad(loss)(second)).toBeAllClose(tf.grad((x) => vicReg(first, x))(second));
});
