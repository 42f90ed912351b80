import { rangeError } from '@losskit/errors';

/** Options of early stopping. A check is a validation. */
export interface EarlyStoppingOptions<Monitor extends string = string> {
  /** The validation value to watch: `loss`, `loss/<output>` or a metric's name. Default `loss`. */
  readonly monitor?: Monitor | undefined;
  /** Which is better; needed only where the value doesn't declare it, as losses and metrics do. */
  readonly mode?: 'min' | 'max' | undefined;
  /** Checks without improvement until training stops, ≥ 0; 0 behaves like 1. Default 0. */
  readonly patience?: number | undefined;
  /** Minimum change that counts as an improvement, ≥ 0. Default 0. */
  readonly minDelta?: number | undefined;
  /** The same as a fraction of |best|, ≥ 0, added to it: right for negative values too. Default 0. */
  readonly minRelativeDelta?: number | undefined;
  /** Checks before this step don't count, ≥ 0. Default 0. */
  readonly startFrom?: number | undefined;
  /** Whether the model gets its best weights back at the end, whatever ended training. Default true. */
  readonly restoreBest?: boolean | undefined;
}

/** The options with defaults, and the direction decided. */
export type EarlyStopping = Required<{
  readonly [Name in keyof EarlyStoppingOptions]: NonNullable<EarlyStoppingOptions[Name]>;
}>;

/** All that early stopping remembers. */
export interface EarlyStoppingState {
  /** The best value so far, null before the first. */
  readonly best: number | null;
  /** The step of the best value. */
  readonly bestStep: number | null;
  /** Checks since. */
  readonly wait: number;
  /** Checks so far. */
  readonly checks: number;
  /** Whether patience has run out. */
  readonly stopped: boolean;
}

export const EARLY_STOPPING_START: EarlyStoppingState = {
  best: null,
  bestStep: null,
  wait: 0,
  checks: 0,
  stopped: false,
};

function checkNumber(name: string, value: number, integer: boolean): void {
  if (!(value >= 0 && Number.isFinite(value) && (!integer || Number.isInteger(value)))) {
    throw rangeError('train', `earlyStopping.${name} ${integer ? 'an integer ' : ''}>= 0`, value);
  }
}

/**
 * Fills in the defaults.
 *
 * @param declared - Which is better, as far as the monitored value says.
 * @throws RangeError for numbers out of range, and without a mode where the value declares none or the other
 *   one.
 */
export function checkedEarlyStopping(
  options: EarlyStoppingOptions,
  declared: 'min' | 'max' | undefined,
): EarlyStopping {
  const { monitor = 'loss', patience = 0, minDelta = 0, minRelativeDelta = 0, startFrom = 0 } = options;
  const mode = options.mode ?? declared;
  if (mode !== 'min' && mode !== 'max') {
    throw rangeError('train', "earlyStopping.mode to be 'min' or 'max'", mode);
  }
  checkNumber('patience', patience, true);
  checkNumber('minDelta', minDelta, false);
  checkNumber('minRelativeDelta', minRelativeDelta, false);
  checkNumber('startFrom', startFrom, true);
  return {
    monitor,
    mode,
    patience,
    minDelta,
    minRelativeDelta,
    startFrom,
    restoreBest: options.restoreBest ?? true,
  };
}

function improves(
  { mode, minDelta, minRelativeDelta }: EarlyStopping,
  value: number,
  best: number | null,
): boolean {
  if (Number.isNaN(value)) return false;
  if (best === null) return true;
  const margin = minDelta + minRelativeDelta * Math.abs(best);
  return mode === 'min' ? value + margin < best : value - margin > best;
}

/**
 * The state after one more check, as Keras's callback of this name, except that a NaN never improves: there,
 * a NaN at the start stays the best for ever. The first check never stops training.
 */
export function nextEarlyStopping(
  options: EarlyStopping,
  state: EarlyStoppingState,
  step: number,
  value: number,
): EarlyStoppingState {
  if (step < options.startFrom) return state;
  const checks = state.checks + 1;
  if (improves(options, value, state.best)) {
    return { best: value, bestStep: step, wait: 0, checks, stopped: false };
  }
  const wait = state.wait + 1;
  return { ...state, wait, checks, stopped: wait >= options.patience && checks > 1 };
}
