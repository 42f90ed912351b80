import { l1Penalty, l2Penalty, meanSquaredError } from '@losskit/losses';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { slopesOf } from '../probe.ts';
import { absoluteGradient, descendLine, leastSquaresLine, linePoints } from './descendLine.ts';
import { leastSquares } from './leastSquares.ts';
import { huberLocation } from './locationEstimates.ts';
import { legendre } from './polynomialFits.ts';
import { drawRegression, lassoWeights, ridgeWeights } from './regularizationPath.ts';

describe('leastSquares', () => {
  test('solves a system that has an exact solution', () => {
    const rows = [
      [1, 0],
      [1, 1],
      [1, 2],
    ];
    expect(leastSquares(rows, [1, 3, 5])).toBeAllClose([1, 2], { atol: 1e-12 });
  });

  test('finds the line that the textbook finds', async () => {
    const points = await linePoints(0.1);
    const [intercept = 0, slope = 0] = leastSquares(
      points.xs.map((x) => [1, x]),
      points.ys,
    );
    const line = leastSquaresLine(points);
    expect([intercept, slope]).toBeAllClose([line.intercept, line.slope], { rtol: 1e-10 });
  });
});

describe('weights under a penalty', () => {
  const { rows, targets } = drawRegression();
  /** The slope of the library's loss with the penalty, at the weights: 0 at a minimum where it has a slope. */
  const slopes = (weights: readonly number[], penalty: (w: tf.Tensor) => tf.Tensor) =>
    slopesOf(
      (w) =>
        tf.add(
          meanSquaredError(
            tf.tensor1d([...targets]),
            tf.reshape(tf.matMul(tf.tensor2d(rows.map((row) => [...row])), tf.reshape(w, [-1, 1])), [-1]),
          ),
          penalty(w),
        ),
      weights,
    );

  test('are a minimum of the mean squared error with l2Penalty', () => {
    const weights = ridgeWeights({ rows, targets }, 0.7);
    const found = slopes(weights, (w) => l2Penalty(w, { lambda: 0.7 }));
    expect(found).toBeAllClose(
      weights.map(() => 0),
      { atol: 1e-4 },
    );
  });

  test('are a minimum of the mean squared error with l1Penalty: no slope beyond what its kink at 0 allows', () => {
    const weights = lassoWeights({ rows, targets }, 1);
    const found = slopes(weights, (w) => l1Penalty(w, { lambda: 1 }));
    weights.forEach((weight, place) => {
      expect(Math.abs(found[place] ?? Number.NaN)).toBeLessThan(weight === 0 ? 1 : 1e-4);
    });
    expect(weights).toContain(0);
  });
});

test('legendre gives the polynomials of the tables', () => {
  const x = 0.3;
  expect(legendre(3, x)).toBeAllClose([1, x, (3 * x ** 2 - 1) / 2, (5 * x ** 3 - 3 * x) / 2], {
    rtol: 1e-12,
  });
});

test('huberLocation is the mean for a large delta and near the median for a small one', () => {
  expect(huberLocation([1, 2, 3, 4, 10000], 1e6)).toBeCloseTo(2002, 6);
  expect(huberLocation([1, 2, 3, 4, 10000], 0.01)).toBeCloseTo(3, 6);
});

test('descent on absolute values ends where as many points lie above the line as below', async () => {
  const points = await linePoints(0.1);
  const line = descendLine(points, 0.005, 20_000, absoluteGradient).at(-1) ?? { intercept: 0, slope: 0 };
  const above = points.xs.filter((x, row) => (points.ys[row] ?? 0) > line.intercept + line.slope * x).length;
  expect(Math.abs(above - points.xs.length / 2)).toBeLessThanOrEqual(2);
});
