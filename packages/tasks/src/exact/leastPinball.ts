import loadHighs, { type Highs } from 'highs';

import { valuesAt } from './designSums.ts';
import type { LinearDesign } from './linearDesign.ts';

/** The least tolerance that HiGHS takes. */
const TOLERANCE = 1e-10;
/** By how much the loss may be above the bound that the dual gives, relative to the largest target. */
const LARGEST_GAP = 1e-9;

let loading: Promise<Highs> | undefined;

/**
 * Coordinates of a plane with the least sum of weighted pinball losses at a quantile, by linear programming; undefined where the
 * solver does not prove it.
 *
 * It solves the dual: maximise Σ share · target over shares between weight · (quantile − 1) and weight · quantile, one per row,
 * with Σ share · direction = 0. What the constraints are worth there are the coordinates.
 *
 * @see R. Koenker and G. Bassett, Regression Quantiles, 1978, doi:10.2307/1913643
 * @see Q. Huangfu and J. A. J. Hall, Parallelizing the dual revised simplex method, 2018, doi:10.1007/s12532-017-0130-5
 */
export async function leastPinball(
  design: LinearDesign,
  quantile: number,
): Promise<Float64Array | undefined> {
  loading ??= loadHighs();
  const highs = await loading;
  const { targets, weights, size, directions } = design;
  const rows = targets.length;
  // In units of a row, in which the solver's tolerances make sense.
  const bounds = weights.map((weight) => rows * weight);
  return highs.withModel(
    {
      numCols: rows,
      numRows: size,
      sense: highs.constants.objectiveSense.maximize,
      colCost: targets,
      colLower: bounds.map((bound) => bound * (quantile - 1)),
      colUpper: bounds.map((bound) => bound * quantile),
      rowLower: new Float64Array(size),
      rowUpper: new Float64Array(size),
      matrix: {
        format: 'csc',
        numRows: size,
        numCols: rows,
        starts: Int32Array.from({ length: rows + 1 }, (_, row) => row * size),
        indices: Int32Array.from({ length: rows * size }, (_, place) => place % size),
        values: directions,
      },
    },
    (model) => {
      model.options.set({
        output_flag: false,
        primal_feasibility_tolerance: TOLERANCE,
        dual_feasibility_tolerance: TOLERANCE,
      });
      model.run();
      if (model.getModelStatus() !== highs.constants.modelStatus.optimal) return undefined;
      const coordinates = Float64Array.from(model.getSolution().rowDual);
      const values = valuesAt(design, coordinates);
      const loss = targets.reduce((sum, target, row) => {
        const residual = target - (values[row] ?? 0);
        return sum + (bounds[row] ?? 0) * Math.max(quantile * residual, (quantile - 1) * residual);
      }, 0);
      const gap = (loss - model.getObjectiveValue()) / rows;
      const largest = targets.reduce((size, target) => Math.max(size, Math.abs(target)), 0);
      return gap <= LARGEST_GAP * largest ? coordinates : undefined;
    },
  );
}
