import { type Estimate, studentInterval } from '@losskit/study';

import type { Answer } from './Answer.ts';
import { mean } from './probe.ts';

/** A measured number with what is known of its error. */
export interface Quantity {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /**
   * What the interval is: none (counts, and 64-bit arithmetic), the rounding of 32-bit numbers, or 95 % of Student's
   * distribution over `repetitions`. Intervals of differences to a baseline hold for all losses of a comparison together.
   */
  readonly error: 'none' | 'rounding' | 'chance';
  readonly repetitions?: number;
}

/** Half a unit in the last of the 24 binary digits of a 32-bit number. */
const HALF_UNIT = 2 ** -24;

/** Roundings that a loss of a few operations adds up, generously. */
const ROUNDINGS = 32;

const CONFIDENCE = 0.95;

/** A count, or a number from 64-bit arithmetic, whose error is below any digit that is shown. */
export function exact(value: number): Quantity {
  return { value, low: value, high: value, error: 'none' };
}

/** A number that TensorFlow.js computed. @param scale - Size of the numbers that it was computed from. */
export function rounded(value: number, scale: number = Math.abs(value)): Quantity {
  const half = ROUNDINGS * HALF_UNIT * scale;
  return { value, low: value - half, high: value + half, error: 'rounding' };
}

/** A mean over repetitions with its 95 % interval. For numbers without bounds: the interval has none. */
export function overRepetitions(values: readonly number[]): Quantity {
  const { mean: value, low, high } = studentInterval(values, CONFIDENCE);
  return { value, low, high, error: 'chance', repetitions: values.length };
}

/** The geometric mean over repetitions with its 95 % interval: one wild repetition is not the whole mean. */
export function geometricMean(values: readonly number[]): Quantity {
  const { value, low, high, ...rest } = overRepetitions(values.map(Math.log));
  return { ...rest, value: Math.exp(value), low: Math.exp(low), high: Math.exp(high) };
}

/**
 * The ratio of two positive means over the same repetitions, with its 95 % interval by the delta method on the logarithm: what
 * both have in common cancels, the error of the denominator counts, and the interval stays above 0.
 */
export function ratioOfMeans(numerators: readonly number[], denominators: readonly number[]): Quantity {
  const [top, bottom] = [mean(numerators), mean(denominators)];
  const { low, high } = studentInterval(
    numerators.map((value, index) => value / top - (denominators[index] ?? Number.NaN) / bottom),
    CONFIDENCE,
  );
  const value = top / bottom;
  const repetitions = numerators.length;
  return { value, low: value * Math.exp(low), high: value * Math.exp(high), error: 'chance', repetitions };
}

/** A mean over the seeds of a comparison, as the study gives it; NaN where no run has a value. */
export function ofEstimate({ mean: value, low, high, values }: Estimate): Quantity {
  return {
    value: value ?? Number.NaN,
    low: low ?? Number.NaN,
    high: high ?? Number.NaN,
    error: 'chance',
    repetitions: values.filter((one) => one !== null).length,
  };
}

/** The difference of two numbers, with all that it can be where both lie in their intervals. */
export function minus(one: Quantity, other: Quantity): Quantity {
  // Of an exact number there is nothing to say but its value.
  const { error, repetitions } = other.error === 'none' ? one : other;
  return {
    value: one.value - other.value,
    low: one.low - other.high,
    high: one.high - other.low,
    error,
    ...(repetitions !== undefined && { repetitions }),
  };
}

/** The largest difference between numbers that should be the same, with what rounding alone can make of it. */
export function largestDifference(actual: ArrayLike<number>, wanted: ArrayLike<number>): Quantity {
  if (actual.length !== wanted.length) {
    throw new RangeError(`largestDifference: expected ${wanted.length} numbers, got ${actual.length}.`);
  }
  let difference = 0;
  let scale = 1;
  for (let index = 0; index < actual.length; index++) {
    const one = actual[index] ?? Number.NaN;
    const other = wanted[index] ?? Number.NaN;
    difference = Math.max(difference, Math.abs(one - other));
    scale = Math.max(scale, Math.abs(one), Math.abs(other));
  }
  return rounded(difference, scale);
}

/** Whether a difference is no larger than its error allows. */
export function isZero({ low, high }: Quantity): boolean {
  return low <= 0 && high >= 0;
}

/** Whether two numbers agree within their errors. */
export function agree(one: Quantity, other: Quantity): boolean {
  return one.low <= other.high && other.low <= one.high;
}

/** Whether one number is above another beyond their errors. */
export function isAbove(one: Quantity, other: Quantity): boolean {
  return one.low > other.high;
}

/**
 * Whether one number is above another; open where their intervals overlap. Intervals of two means that lie apart are enough
 * whether the means are paired or not: the error of a difference is at most the sum of both errors.
 */
export function exceeds(one: Quantity, other: Quantity): Answer {
  if (isAbove(one, other)) return true;
  return one.high <= other.low ? false : undefined;
}

/** Whether a difference is above 0 beyond chance and not so small that it does not matter; open where both is possible. */
export function isMore({ low, high }: Quantity, margin: Quantity): Answer {
  if (high <= margin.value) return false;
  return low > 0 ? true : undefined;
}

/** Whether a difference is on one side of 0 beyond chance and not so small that it does not matter; open where both is possible. */
export function isDifferent(difference: Quantity, margin: Quantity): Answer {
  if (isMore(difference, margin) || isMore(minus(exact(0), difference), margin)) return true;
  const isWithin = -margin.value <= difference.low && difference.high <= margin.value;
  return isWithin ? false : undefined;
}
