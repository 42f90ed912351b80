import { rangeError } from '@losskit/errors';
import type { AnyLoss } from '@losskit/losses/contract';

import { type Plane, planeValues } from '../models/fittedPlane.ts';
import type { TaskLoss } from '../TaskLoss.ts';
import type { LinearRows } from './LinearRows.ts';
import type { LinearDesign } from './linearDesign.ts';

/** The solvers hold every row several times over: beyond so many inputs they take gigabytes and minutes. */
const MAX_INPUTS = 2e6;

/** The best that a linear model can reach with a loss on the rows that it trains on. */
export interface ExactMinimiser {
  /** Where the loss is least, in the units of the rows. */
  readonly plane: Plane;
  /** The loss there: the weighted mean over the rows. */
  readonly minimum: number;
  /** The loss of predictions, one per row, in float64. */
  readonly lossOf: (predictions: ArrayLike<number>) => number;
}

type Coordinates = Float64Array | undefined;

/** A loss whose least plane is known. */
interface Criterion {
  /** The loss of target − prediction. */
  readonly of: (residual: number) => number;
  /** Solvers are loaded by those who need them. */
  readonly minimise: (design: LinearDesign) => Promise<Coordinates>;
}

function squares(factor: number): Criterion {
  return {
    of: (residual) => factor * residual * residual,
    minimise: async (design) => (await import('./leastSquares.ts')).leastSquares(design),
  };
}

function pinball(quantile: number, factor: number): Criterion {
  return {
    of: (residual) => factor * Math.max(quantile * residual, (quantile - 1) * residual),
    minimise: async (design) => (await import('./leastPinball.ts')).leastPinball(design, quantile),
  };
}

function huber(delta: number, factor: number): Criterion {
  return {
    of(residual) {
      const inner = Math.min(delta, Math.abs(residual));
      return factor * inner * (Math.abs(residual) - inner / 2);
    },
    minimise: async (design) => (await import('./leastHuber.ts')).leastHuber(design, delta),
  };
}

const CRITERIA: Readonly<Record<string, (option: (name: string) => number) => Criterion>> = {
  meanSquaredError: () => squares(1),
  halfSquaredError: () => squares(1 / 2),
  meanAbsoluteError: () => pinball(1 / 2, 2),
  pinball: (option) => pinball(option('quantile'), 1),
  huber: (option) => huber(option('delta'), 1),
  smoothL1(option) {
    const beta = option('beta');
    return beta === 0 ? pinball(1 / 2, 2) : huber(beta, 1 / beta);
  },
};

/** Undefined for losses whose least plane is not known, and for presets that change more than the loss's own options. */
function criterionOf({ declaration, preset }: AnyLoss): Criterion | undefined {
  const { name, options } = declaration;
  const make = Object.hasOwn(CRITERIA, name) ? CRITERIA[name] : undefined;
  if (Object.keys(preset).some((option) => !Object.hasOwn(options, option))) return undefined;
  return make?.((option) => {
    const declared = options[option];
    const fallback = declared?.kind === 'number' ? declared.default : Number.NaN;
    const value = preset[option] ?? fallback;
    return typeof value === 'number' ? value : Number.NaN;
  });
}

function checkRows({ inputs, targets, weights }: LinearRows): void {
  const rows = targets.length;
  if (rows === 0) throw rangeError('exactMinimiser', 'one row or more', rows);
  if (inputs.length % rows !== 0) {
    throw rangeError('exactMinimiser', `as many inputs in each of ${rows} rows`, inputs.length);
  }
  if (weights && weights.length !== rows) {
    throw rangeError('exactMinimiser', `a weight for each of ${rows} rows`, weights.length);
  }
}

/**
 * The plane that minimises a loss on rows, and the minimum: what training a linear model has to reach. Known of
 * `meanSquaredError` and `halfSquaredError` (least squares), `meanAbsoluteError` and `pinball` (linear programming), `huber` and
 * `smoothL1` (Newton); undefined for other losses, with penalties, without a weight above 0, of
 * more than two million inputs, and where the minimum was not found.
 *
 * Where several planes are as good, as with columns that repeat each other, it is one of them.
 *
 * @param loss - A loss to compare, with the options that it was given.
 * @param rows - As the model trains on them, such as standardised; not empty.
 * @throws RangeError for inputs or weights that are not of as many rows as the targets.
 * @example
 * ```ts
 * const rows = { inputs: [0, 1, 2, 3], targets: [0, 1, 2, 30] };
 * const exact = await exactMinimiser(taskLoss('meanAbsoluteError'), rows);
 * exact?.plane.coefficients; // [1]
 * exact?.lossOf([0, 0, 0, 0]); // 8.25
 * ```
 */
export async function exactMinimiser(loss: TaskLoss, rows: LinearRows): Promise<ExactMinimiser | undefined> {
  checkRows(rows);
  const criterion = loss.declared && loss.penalties.length === 0 ? criterionOf(loss.declared) : undefined;
  const weightOf = (row: number) => (rows.weights ? (rows.weights[row] ?? 0) : 1);
  if (!criterion || rows.inputs.length > MAX_INPUTS) return undefined;
  if (!Array.from(rows.targets).some((_, row) => weightOf(row) > 0)) return undefined;
  const { linearDesign } = await import('./linearDesign.ts');
  const design = linearDesign(rows);
  const coordinates = await criterion.minimise(design);
  if (!coordinates) return undefined;

  const lossOf = (predictions: ArrayLike<number>) => {
    let sum = 0;
    let total = 0;
    for (let row = 0; row < rows.targets.length; row++) {
      const weight = weightOf(row);
      // A row that is masked out counts nothing, whatever its loss.
      if (weight === 0) continue;
      sum += weight * criterion.of((rows.targets[row] ?? 0) - (predictions[row] ?? Number.NaN));
      total += weight;
    }
    return sum / total;
  };
  const plane = design.planeAt(coordinates);
  const minimum = lossOf(planeValues(plane, rows.inputs, rows.targets.length));
  return Number.isFinite(minimum) ? { plane, minimum, lossOf } : undefined;
}
