import { Matrix, SingularValueDecomposition } from 'ml-matrix';

import type { Plane } from '../models/fittedPlane.ts';
import type { LinearRows } from './LinearRows.ts';

/**
 * Directions whose scale is this small against the largest are left out: inputs are float32, so that they hold nothing but its
 * rounding.
 */
const SMALLEST_SCALE = 1e-6;

/** All planes over some rows, in coordinates in which they are easy to find: a plane is a sum of orthonormal directions. */
export interface LinearDesign {
  /** Of the rows whose weight is above 0; the weights sum to 1. */
  readonly weights: Float64Array;
  readonly targets: Float64Array;
  /** Independent directions; the intercept is in them. */
  readonly size: number;
  /** What each direction is in each row, [rows, size]: Σ weight · direction · directionᵀ over the rows is the identity. */
  readonly directions: Float64Array;
  /** The plane with these coordinates. */
  planeAt(coordinates: ArrayLike<number>): Plane;
}

/** Rows that count, with their weights as fractions of the sum. */
function weightedRows({ targets, weights }: LinearRows): { row: number; weight: number }[] {
  const all = Array.from(targets, (_, row) => ({ row, weight: weights ? (weights[row] ?? 0) : 1 }));
  const sum = all.reduce((total, { weight }) => total + weight, 0);
  return all.filter(({ weight }) => weight > 0).map(({ row, weight }) => ({ row, weight: weight / sum }));
}

/**
 * The planes over rows of inputs, by the singular values of the weighted rows, with a column of ones for the intercept and
 * every column scaled to length 1. A column that repeats others or is constant adds no direction; of all planes with the same
 * values in the rows, `planeAt` gives the one with the smallest coefficients.
 */
export function linearDesign(given: LinearRows): LinearDesign {
  const rows = weightedRows(given);
  const features = given.inputs.length / given.targets.length;
  const matrix = Matrix.zeros(rows.length, features + 1);
  rows.forEach(({ row, weight }, place) => {
    const root = Math.sqrt(weight);
    matrix.set(place, 0, root);
    for (let column = 0; column < features; column++) {
      matrix.set(place, column + 1, root * (given.inputs[row * features + column] ?? 0));
    }
  });
  const lengths = Array.from(
    { length: features + 1 },
    (_, column) => matrix.getColumnVector(column).norm() || 1,
  );
  matrix.divRowVector(lengths);
  const singular = new SingularValueDecomposition(matrix, { autoTranspose: true });
  const [largest = 0] = singular.diagonal;
  const scales = singular.diagonal.filter((scale) => scale > SMALLEST_SCALE * largest);

  return {
    weights: Float64Array.from(rows, ({ weight }) => weight),
    targets: Float64Array.from(rows, ({ row }) => given.targets[row] ?? 0),
    size: scales.length,
    directions: Float64Array.from(
      rows.flatMap(({ weight }, place) =>
        scales.map((_, direction) => singular.leftSingularVectors.get(place, direction) / Math.sqrt(weight)),
      ),
    ),
    planeAt(coordinates) {
      const [intercept = 0, ...coefficients] = lengths.map((length, column) =>
        scales.reduce(
          (sum, scale, direction) =>
            sum +
            (singular.rightSingularVectors.get(column, direction) * (coordinates[direction] ?? 0)) /
              (scale * length),
          0,
        ),
      );
      return { intercept, coefficients };
    },
  };
}
