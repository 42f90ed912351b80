import { inRange, integerFrom, NON_NEGATIVE, oneOf, optional } from '../options/OptionRule.ts';
import { validateOptions } from '../options/validateOptions.ts';

const FACTOR = inRange(
  (name) => `0 < ${name} < 1`,
  (value) => value > 0 && value < 1,
);

/** Options of {@link reduceOnPlateau}. */
export interface ReduceOnPlateauOptions {
  /** Rate until the first drop; ≥ 0. */
  readonly learningRate: number;
  /** Whether a smaller or a greater metric is better. */
  readonly mode: 'min' | 'max';
  /** What is left of the rate after a drop, as a fraction; 0 < factor < 1. Default 0.1. */
  readonly factor?: number;
  /** Checks without improvement until a drop; an integer ≥ 1. Default 10. */
  readonly patience?: number;
  /** Minimum change that counts as an improvement; ≥ 0. Default 0.0001. */
  readonly minDelta?: number;
  /** Checks after a drop that don't count; an integer ≥ 0. Default 0. */
  readonly cooldown?: number;
  /** The rate does not fall below; ≥ 0. Default 0. */
  readonly minLearningRate?: number;
}

/** All that {@link reduceOnPlateau} remembers; plain data, for a checkpoint. */
export interface PlateauState {
  readonly learningRate: number;
  /** The best metric so far, null before the first. */
  readonly best: number | null;
  /** Checks since the last improvement or drop. */
  readonly wait: number;
  /** Checks until waiting begins again. */
  readonly cooldown: number;
}

/** The start, and what follows a check. */
export interface ReduceOnPlateau {
  readonly start: PlateauState;
  /** In words, for reports. */
  readonly description: string;
  next(state: PlateauState, metric: number): PlateauState;
}

/**
 * Lowers the rate when a metric has stopped improving, as Keras's callback of this name, checked once an
 * epoch or so.
 *
 * It depends on a metric, so it is no function of the step: the caller keeps the state. A metric that is not
 * finite never improves; Keras would take a NaN at the start for the best.
 *
 * PyTorch drops after patience + 1 bad epochs and its threshold is relative.
 *
 * @throws RangeError for a number out of range or an unknown option, TypeError for a value of another type.
 * @example
 * ```ts
 * import { sgd } from '@losskit/trainer/optimizers';
 * const plateau = reduceOnPlateau({ learningRate: 0.1, mode: 'min', patience: 2 });
 * let state = plateau.start;
 * const optimizer = sgd({ learningRate: () => state.learningRate });
 * // after each epoch, with its validation loss:
 * state = plateau.next(state, 0.25);
 * ```
 */
export function reduceOnPlateau(options: ReduceOnPlateauOptions): ReduceOnPlateau {
  validateOptions('reduceOnPlateau', options, {
    learningRate: NON_NEGATIVE,
    mode: oneOf('min', 'max'),
    factor: optional(FACTOR),
    patience: optional(integerFrom(1)),
    minDelta: optional(NON_NEGATIVE),
    cooldown: optional(integerFrom(0)),
    minLearningRate: optional(NON_NEGATIVE),
  });
  const {
    learningRate,
    mode,
    factor = 0.1,
    patience = 10,
    minDelta = 1e-4,
    cooldown = 0,
    minLearningRate = 0,
  } = options;

  const improves = (metric: number, best: number | null) => {
    if (!Number.isFinite(metric)) return false;
    if (best === null) return true;
    return mode === 'min' ? metric + minDelta < best : metric - minDelta > best;
  };
  return {
    start: { learningRate, best: null, wait: 0, cooldown: 0 },
    description: `times ${factor} after ${patience} checks without improvement`,
    next(state, metric) {
      const cooling = state.cooldown > 0;
      // The check on which the cooldown ends already counts.
      const left = Math.max(state.cooldown - 1, 0);
      const rested = { ...state, cooldown: left, wait: cooling ? 0 : state.wait };
      if (improves(metric, state.best)) return { ...rested, best: metric, wait: 0 };
      if (left > 0) return rested;
      const wait = rested.wait + 1;
      if (wait < patience || state.learningRate <= minLearningRate) return { ...rested, wait };
      const lowered = Math.max(state.learningRate * factor, minLearningRate);
      return { ...rested, learningRate: lowered, wait: 0, cooldown };
    },
  };
}
