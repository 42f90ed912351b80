import { CholeskyDecomposition, Matrix } from 'ml-matrix';

import { directionProducts, directionSum, valuesAt } from './designSums.ts';
import { leastSquares } from './leastSquares.ts';
import type { LinearDesign } from './linearDesign.ts';

/** A slope this small, against the largest that such residuals could have, is 0 but for rounding. */
const FLAT = 1e-12;
/** One that is taken for 0 where rounding lets it fall no further. */
const NEARLY_FLAT = 1e-8;
/** Residuals count as at least this fraction of the targets: those of an exact fit are rounding. */
const SMALLEST_RESIDUAL = 1e-3;
const MAX_STEPS = 300;
/** Curvature that is added in every direction; the planes' own is at most 1. */
const RIDGE = 1e-10;
/** Without curvature a step is as long as the slope / RIDGE, and can have to go farther still. */
const LONGEST_STEP = 2 ** 40;
/** Of the interval in which the end of a step lies: to the last bit. */
const HALVINGS = 53;

/** A plane on the way. */
interface Candidate {
  readonly coordinates: Float64Array;
  readonly residuals: Float64Array;
  /** Minus the slope of the loss. */
  readonly descent: Float64Array;
  /** Length of the slope as a fraction of the longest that is possible with such residuals. */
  readonly steepness: number;
}

function cutAt(delta: number, residual: number): number {
  return Math.min(delta, Math.max(-delta, residual));
}

function candidateAt(design: LinearDesign, delta: number, coordinates: Float64Array): Candidate {
  const { weights, targets } = design;
  const values = valuesAt(design, coordinates);
  const residuals = targets.map((target, row) => target - (values[row] ?? 0));
  const pulls = residuals.map((residual) => cutAt(delta, residual));
  const sizeOf = (numbers: Float64Array) =>
    Math.sqrt(numbers.reduce((sum, value, row) => sum + (weights[row] ?? 0) * value * value, 0));
  const descent = directionSum(
    design,
    pulls.map((pull, row) => pull * (weights[row] ?? 0)),
  );
  // By Cauchy and Schwarz, as the directions are orthonormal.
  const longest = Math.max(sizeOf(pulls), SMALLEST_RESIDUAL * sizeOf(targets));
  return { coordinates, residuals, descent, steepness: longest > 0 ? Math.hypot(...descent) / longest : 0 };
}

/** The way to the minimum of the parabola that the loss is as long as no residual crosses ±delta. */
function newtonStep(design: LinearDesign, delta: number, { residuals, descent }: Candidate): Float64Array {
  const inside = design.weights.map((weight, row) => (Math.abs(residuals[row] ?? 0) <= delta ? weight : 0));
  const curvature = directionProducts(design, inside).add(Matrix.identity(design.size).mul(RIDGE));
  return Float64Array.from(
    new CholeskyDecomposition(curvature).solve(Matrix.columnVector(descent)).to1DArray(),
  );
}

/** How many times a step to go: until the slope along it, which only rises, passes 0. */
function exactLength(
  { weights }: LinearDesign,
  delta: number,
  residuals: Float64Array,
  changes: Float64Array,
): number {
  const isBefore = (length: number) =>
    weights.reduce((sum, weight, row) => {
      const change = changes[row] ?? 0;
      return sum + weight * change * cutAt(delta, (residuals[row] ?? 0) - length * change);
    }, 0) > 0;
  let [near, far] = [0, 1];
  while (isBefore(far) && far < LONGEST_STEP) [near, far] = [far, 2 * far];
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (near + far) / 2;
    if (isBefore(middle)) near = middle;
    else far = middle;
  }
  return far;
}

/**
 * Coordinates of a plane with the least sum of weighted Huber losses; undefined where it is not found.
 *
 * Newton's method with an exact line search, from least squares on. The loss is convex and made of parabolas, so that a step ends
 * at the minimum as soon as it is known which residuals are beyond delta.
 *
 * @see P. J. Huber and E. M. Ronchetti, Robust Statistics, 2nd ed., 2009, section 7.8, doi:10.1002/9780470434697
 */
export function leastHuber(design: LinearDesign, delta: number): Float64Array | undefined {
  let best = candidateAt(design, delta, leastSquares(design));
  for (let count = 0; count < MAX_STEPS && best.steepness > FLAT; count++) {
    const step = newtonStep(design, delta, best);
    const length = exactLength(design, delta, best.residuals, valuesAt(design, step));
    const next = best.coordinates.map((coordinate, place) => coordinate + length * (step[place] ?? 0));
    best = candidateAt(design, delta, next);
  }
  return best.steepness <= NEARLY_FLAT ? best.coordinates : undefined;
}
