import { LosskitError } from '@losskit/errors';

import { instanceOf, integerFrom, NON_NEGATIVE, optional } from '../options/OptionRule.ts';
import { type OptionRules, validateOptions } from '../options/validateOptions.ts';
import { strongWolfe, type Trial } from './strongWolfe.ts';

/** A function of several numbers and its gradient, of as many. */
export type Objective = (point: Float64Array) => Promise<Evaluation> | Evaluation;

/** The value of an objective at a point, and the gradient there. */
export interface Evaluation {
  readonly value: number;
  readonly gradient: Float64Array;
}

/** Options of {@link lbfgs}. */
export interface LbfgsOptions {
  /** Line searches, ≥ 1. Default 200. */
  readonly maxIterations?: number | undefined;
  /** Latest steps from which the curvature is known, ≥ 1. Default 10. */
  readonly history?: number | undefined;
  /** Largest element of the gradient at which the search ends, ≥ 0. Default 1e-7. */
  readonly gradientTolerance?: number | undefined;
  /** Change of the value, and of every number, at which the search ends, ≥ 0. Default 1e-9. */
  readonly changeTolerance?: number | undefined;
  /** Ends the search before the next line search. */
  readonly signal?: AbortSignal | undefined;
}

/** What the options may be. */
export const LBFGS_RULES: OptionRules<LbfgsOptions> = {
  maxIterations: optional(integerFrom(1)),
  history: optional(integerFrom(1)),
  gradientTolerance: optional(NON_NEGATIVE),
  changeTolerance: optional(NON_NEGATIVE),
  signal: optional(instanceOf(AbortSignal)),
};

/** Why a search ended: the first two are convergence; `no descent` is a direction that does not go down any more. */
export type LbfgsStop = 'gradient' | 'change' | 'no descent' | 'iterations' | 'aborted';

/** Where a search ended. */
export interface Minimum extends Evaluation {
  readonly point: Float64Array;
  readonly iterations: number;
  readonly evaluations: number;
  readonly stopped: LbfgsStop;
}

/** A step, the change of the gradient over it, and 1 / their product. */
interface Curvature {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly inverse: number;
}

function dot(one: Float64Array, other: Float64Array): number {
  return one.reduce((sum, value, place) => sum + value * (other[place] ?? 0), 0);
}

/** one + factor · other */
function plus(one: Float64Array, factor: number, other: Float64Array): Float64Array {
  return one.map((value, place) => value + factor * (other[place] ?? 0));
}

function largest(numbers: Float64Array): number {
  return numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** −H g with the inverse Hessian that the latest steps tell of: the two-loop recursion. */
function directionOf(gradient: Float64Array, curvatures: readonly Curvature[]): Float64Array {
  let direction: Float64Array = gradient.map((slope) => -slope);
  const factors = curvatures.map(() => 0);
  for (const [place, { step, change, inverse }] of [...curvatures.entries()].reverse()) {
    factors[place] = dot(step, direction) * inverse;
    direction = plus(direction, -(factors[place] ?? 0), change);
  }
  const newest = curvatures.at(-1);
  if (newest) {
    const scale = 1 / (newest.inverse * dot(newest.change, newest.change));
    direction = direction.map((value) => value * scale);
  }
  for (const [place, { step, change, inverse }] of curvatures.entries()) {
    direction = plus(direction, (factors[place] ?? 0) - dot(change, direction) * inverse, step);
  }
  return direction;
}

/**
 * Minimises a smooth function from its values and gradients: L-BFGS with a line search after Wolfe, in float64, as
 * PyTorch's `LBFGS` with `strong_wolfe`. The same function gives the same bits.
 *
 * @throws RangeError for a number out of range or an unknown option, TypeError for a value of another type.
 * @throws LosskitError `loss-not-finite` where value or gradient are not finite at the start.
 * @example
 * ```ts
 * const bowl = ([x = 0]: Float64Array) => ({ value: (x - 3) ** 2, gradient: Float64Array.of(2 * (x - 3)) });
 * const { point, stopped } = await lbfgs(bowl, Float64Array.of(0));
 * [...point]; // [3]
 * stopped; // 'gradient'
 * ```
 * @see D. C. Liu and J. Nocedal, On the limited memory BFGS method for large scale optimization, 1989,
 *   doi:10.1007/BF01589116
 */
export async function lbfgs(
  objective: Objective,
  start: Float64Array,
  options: LbfgsOptions = {},
): Promise<Minimum> {
  validateOptions('lbfgs', options, LBFGS_RULES);
  const {
    maxIterations = 200,
    history = 10,
    gradientTolerance = 1e-7,
    changeTolerance = 1e-9,
    signal,
  } = options;
  let evaluations = 0;
  const evaluate = async (at: Float64Array): Promise<Evaluation> => {
    evaluations += 1;
    return objective(at);
  };

  let point: Float64Array = start.slice();
  let { value, gradient } = await evaluate(point);
  if (!Number.isFinite(value) || !gradient.every(Number.isFinite)) {
    throw new LosskitError(
      'loss-not-finite',
      `lbfgs: expected a finite value and gradient at the start, got ${value}.`,
    );
  }
  let curvatures: Curvature[] = [];
  const end = (stopped: LbfgsStop, iterations: number): Minimum => ({
    point,
    value,
    gradient,
    iterations,
    evaluations,
    stopped,
  });

  for (let iteration = 0; iteration < maxIterations; iteration++) {
    if (largest(gradient) <= gradientTolerance) return end('gradient', iteration);
    if (signal?.aborted) return end('aborted', iteration);
    const direction = directionOf(gradient, curvatures);
    const slope = dot(gradient, direction);
    if (!(slope < 0)) return end('no descent', iteration);
    // Nothing is known of the curvature yet, so the first step changes all numbers together by 1 at most.
    const sum = gradient.reduce((total, number) => total + Math.abs(number), 0);
    const first = iteration === 0 ? Math.min(1, 1 / sum) : 1;
    const along = async (step: number): Promise<Trial> => {
      const found = await evaluate(plus(point, step, direction));
      return { step, ...found, slope: dot(found.gradient, direction) };
    };
    const origin = { step: 0, value, gradient, slope };
    const trial = await strongWolfe(along, origin, first, changeTolerance / largest(direction));

    const step = direction.map((number) => number * trial.step);
    const change = plus(trial.gradient, -1, gradient);
    const curvature = dot(change, step);
    // One of rounding alone, or of a function that is not convex, is not remembered; relative, unlike PyTorch's 1e-10,
    // so that the search goes on as fast near the minimum.
    if (curvature > Number.EPSILON * Math.abs(slope * trial.step)) {
      curvatures = [...curvatures, { step, change, inverse: 1 / curvature }].slice(-history);
    }
    const fall = Math.abs(trial.value - value);
    point = plus(point, trial.step, direction);
    ({ value, gradient } = trial);
    if (largest(gradient) <= gradientTolerance) return end('gradient', iteration + 1);
    if (largest(step) <= changeTolerance || fall < changeTolerance) return end('change', iteration + 1);
  }
  return end('iterations', maxIterations);
}
