import { studentInterval } from '@losskit/study';

/** A measured number with what is known of its error. */
export interface Quantity {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /**
   * What the interval is: none (counts, and 64-bit arithmetic), the rounding of 32-bit numbers, or 95 % of Student's
   * distribution over `repetitions`.
   */
  readonly error: 'none' | 'rounding' | 'chance';
  readonly repetitions?: number;
}

/** Half a unit in the last of the 24 binary digits of a 32-bit number. */
const HALF_UNIT = 2 ** -24;

/** Roundings that a loss of a few operations adds up, generously. */
const ROUNDINGS = 32;

/** A count, or a number from 64-bit arithmetic, whose error is below any digit that is shown. */
export function exact(value: number): Quantity {
  return { value, low: value, high: value, error: 'none' };
}

/** A number that TensorFlow.js computed. @param scale - Size of the numbers that it was computed from. */
export function rounded(value: number, scale: number = Math.abs(value)): Quantity {
  const half = ROUNDINGS * HALF_UNIT * scale;
  return { value, low: value - half, high: value + half, error: 'rounding' };
}

/** A mean over repetitions with its 95 % interval. */
export function overSeeds(values: readonly number[]): Quantity {
  const { mean, low, high } = studentInterval(values, 0.95);
  return { value: mean, low, high, error: 'chance', repetitions: values.length };
}

/** The geometric mean over repetitions with its 95 % interval: one wild repetition is not the whole mean. */
export function geometricMeanOverSeeds(values: readonly number[]): Quantity {
  const { value, low, high, ...rest } = overSeeds(values.map(Math.log));
  return { ...rest, value: Math.exp(value), low: Math.exp(low), high: Math.exp(high) };
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
