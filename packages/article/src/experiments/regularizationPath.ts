import { randomStream } from '@losskit/random';

import { mean, spaced, sum } from '../probe.ts';
import { leastSquares } from './leastSquares.ts';

const ROWS = 60;
const TRUE_WEIGHTS = [3, -2, 1, 0.3, 0, 0];

export interface Regression {
  readonly rows: readonly (readonly number[])[];
  readonly targets: readonly number[];
}

/** A table of six columns of which four matter; neighbouring columns are correlated. */
export function drawRegression(): Regression {
  const stream = randomStream(0, 'regularization path');
  const rows = Array.from({ length: ROWS }, () => {
    const draws = TRUE_WEIGHTS.map(() => stream.normal());
    return draws.map((value, place) => 0.8 * value + 0.6 * (draws[(place + 1) % draws.length] ?? 0));
  });
  const targets = rows.map(
    (row) => sum(row.map((value, place) => value * (TRUE_WEIGHTS[place] ?? 0))) + stream.normal(),
  );
  return { rows, targets };
}

/** Minimises λ Σ|w| + mean squared error, one weight at a time, each of which has a closed form. */
export function lassoWeights({ rows, targets }: Regression, lambda: number): number[] {
  const weights = TRUE_WEIGHTS.map(() => 0);
  for (let pass = 0; pass < 200; pass++) {
    weights.forEach((_, place) => {
      const residuals = rows.map(
        (row, index) =>
          (targets[index] ?? 0) -
          sum(row.map((value, other) => (other === place ? 0 : value * (weights[other] ?? 0)))),
      );
      const slope = 2 * mean(rows.map((row, index) => (row[place] ?? 0) * (residuals[index] ?? 0)));
      const curvature = 2 * mean(rows.map((row) => (row[place] ?? 0) ** 2));
      weights[place] = (Math.sign(slope) * Math.max(0, Math.abs(slope) - lambda)) / curvature;
    });
  }
  return weights;
}

/** Minimises λ/2 Σw² + mean squared error. */
export function ridgeWeights({ rows, targets }: Regression, lambda: number): number[] {
  return leastSquares(rows, targets, (lambda / 2) * rows.length);
}

export const LAMBDAS = spaced(-2, 1.5, 29).map((exponent) => 10 ** exponent);
