import { REFERENCE_ROUNDING, resolvedSlope, type Scale } from './resolvedSlope.ts';

/** A function of several numbers in float64. */
export type Reference = (numbers: readonly number[]) => number;

/** Half the distance between 1 and the next float32. */
const UNIT = 2 ** -24;
const LARGEST = 3.4028234663852886e38;
/** The smallest float32 that is not subnormal: native flushes what is below to 0. */
const SMALLEST = 1.17549435e-38;
/** How many roundings of float32 a result may have gone through. */
const ROUNDINGS = 32;

/** What becomes of `quantity` when each number in turn is off by as much as float32 rounding may move it. */
function sensitivity(
  numbers: readonly number[],
  quantity: (moved: readonly number[]) => number,
  at: number,
): number {
  const shift = ROUNDINGS * UNIT;
  return numbers
    .flatMap((number, index) =>
      [1 - shift, 1 + shift].map((factor) => Math.abs(quantity(numbers.with(index, number * factor)) - at)),
    )
    .reduce((sum, change) => sum + (Number.isFinite(change) ? change : 0), 0);
}

/** A reference may add up numbers as large as the largest, and at least 1, as in 1 − exp(−x). */
function scaleOf(numbers: readonly number[]): Scale {
  const sizes = numbers.map(Math.abs).filter((size) => size > 0);
  return { smallest: Math.min(1, ...sizes), largest: Math.max(1, ...sizes) };
}

/** Near it a product or a square on the way may have gone beyond the largest float32. */
const OVERFLOWING = 1e-3 * LARGEST;

function isNear(got: number, low: number, high: number, tolerance: number): boolean {
  if (got >= low - tolerance && got <= high + tolerance) return true;
  if (got === Number.POSITIVE_INFINITY) return high + tolerance >= OVERFLOWING;
  return got === Number.NEGATIVE_INFINITY && low - tolerance <= -OVERFLOWING;
}

/**
 * Why a float32 value is not the one of the reference, or undefined where it is as near as rounding its inputs and
 * its result allows, or the reference is not finite.
 *
 * @param summed - How large the terms are that the loss adds up; 0 where it adds up none.
 */
export function valueDisagreement(
  got: number,
  reference: Reference,
  numbers: readonly number[],
  summed: number,
): string | undefined {
  const expected = reference(numbers);
  if (!Number.isFinite(expected)) return undefined;
  const base =
    ROUNDINGS *
    (UNIT * Math.max(Math.abs(expected), summed) + REFERENCE_ROUNDING * scaleOf(numbers).largest + SMALLEST);
  if (isNear(got, expected, expected, base)) return undefined;
  const tolerance = base + sensitivity(numbers, reference, expected);
  if (isNear(got, expected, expected, tolerance)) return undefined;
  return `expected ${expected} within ${tolerance.toPrecision(2)}, got ${got}`;
}

/**
 * Why a float32 derivative with respect to the number at `index` is not the slope of the reference, or undefined
 * where it is as near as rounding allows, between the slopes of both sides at a kink, or the slope is not resolved.
 *
 * @param ofRow - The largest derivative of the row: a small one beside it, such as p − 1 of a certain class, is as
 *   exact as that.
 * @param summed - As in {@link valueDisagreement}.
 */
export function slopeDisagreement(
  got: number,
  reference: Reference,
  numbers: readonly number[],
  index: number,
  ofRow: number,
  summed: number,
): string | undefined {
  const slopeAt = (moved: readonly number[]) =>
    resolvedSlope((x) => reference(moved.with(index, x)), moved[index] ?? Number.NaN, scaleOf(moved));
  const slope = slopeAt(numbers);
  if (slope === undefined) return undefined;
  const { low, high, error } = slope;
  const size = Math.max(Math.abs(low), Math.abs(high), ofRow);
  if (error > 1e-3 * (1 + size)) return undefined;
  const base = 8 * error + ROUNDINGS * (UNIT * Math.max(size, summed) + SMALLEST);
  if (isNear(got, low, high, base)) return undefined;
  // Far steeper than wide steps see: the direction of a tiny row, say.
  const isSteep = Math.abs(got) > 100 * (1 + Math.max(Math.abs(low), Math.abs(high)));
  if (slope.narrow && isSteep && isNear(got, slope.narrow.low, slope.narrow.high, slope.narrow.error))
    return undefined;
  const middle = (low + high) / 2;
  const tolerance =
    base +
    sensitivity(
      numbers,
      (moved) => {
        const there = slopeAt(moved);
        return there === undefined ? middle : (there.low + there.high) / 2;
      },
      middle,
    );
  if (isNear(got, low, high, tolerance)) return undefined;
  const range = low === high ? `${low}` : `a number from ${low} to ${high}`;
  return `expected ${range} within ${tolerance.toPrecision(2)}, got ${got}`;
}
