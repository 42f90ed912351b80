import { directionSum } from './designSums.ts';
import type { LinearDesign } from './linearDesign.ts';

/** Coordinates of the plane with the least sum of weighted squared residuals. */
export function leastSquares(design: LinearDesign): Float64Array {
  const { weights, targets } = design;
  return directionSum(
    design,
    weights.map((weight, row) => weight * (targets[row] ?? 0)),
  );
}
