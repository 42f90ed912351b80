import { integerFrom, NON_NEGATIVE, optional } from '../options/OptionRule.ts';
import { validateOptions } from '../options/validateOptions.ts';
import { makeSchedule, type Schedule } from './Schedule.ts';

/** Options of {@link warmRestarts}. */
export interface WarmRestartsOptions {
  /** Rate at the start of each period; ≥ 0. */
  readonly learningRate: number;
  /** Steps of the first period; an integer ≥ 1. */
  readonly period: number;
  /** How much longer each period is than the one before; an integer ≥ 1. Default 1. */
  readonly multiplier?: number;
  /** Rate towards which each period falls; ≥ 0. Default 0. */
  readonly minimum?: number;
}

/**
 * Cosine decay that starts anew after each period (SGDR), as PyTorch's `CosineAnnealingWarmRestarts`:
 *
 *     minimum + ½ (learningRate − minimum) (1 + cos(π t / T))
 *
 * where t counts from the last restart and T is the length of that period.
 *
 * @throws RangeError for a number out of range or an unknown option, TypeError for a value of another type.
 * @example
 * ```ts
 * const schedule = warmRestarts({ learningRate: 0.1, period: 10, multiplier: 2 });
 * [schedule(5), schedule(10), schedule(20), schedule(30)]; // [0.05, 0.1, 0.05, 0.1]
 * ```
 * @see I. Loshchilov and F. Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, 2017,
 *   arXiv:1608.03983
 */
export function warmRestarts(options: WarmRestartsOptions): Schedule {
  validateOptions('warmRestarts', options, {
    learningRate: NON_NEGATIVE,
    period: integerFrom(1),
    multiplier: optional(integerFrom(1)),
    minimum: optional(NON_NEGATIVE),
  });
  const { learningRate, period, multiplier = 1, minimum = 0 } = options;
  const periods = `${period} steps${multiplier === 1 ? '' : `, each ${multiplier} times longer`}`;
  return makeSchedule(`cosine decay to ${minimum} with restarts after ${periods}`, (step) => {
    let [start, length] = [multiplier === 1 ? step - (step % period) : 0, period];
    while (step >= start + length) [start, length] = [start + length, length * multiplier];
    return minimum + 0.5 * (learningRate - minimum) * (1 + Math.cos((Math.PI * (step - start)) / length));
  });
}
