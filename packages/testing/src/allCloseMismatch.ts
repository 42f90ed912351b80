import * as tf from '@tensorflow/tfjs';

/** Numbers in any nesting, or a tensor. */
export type Numbers = tf.Tensor | number | ArrayLike<number> | readonly Numbers[];

/** |actual − expected| ≤ atol + rtol · |expected|. */
export interface Tolerance {
  /** Relative to the expected number. Default 1e-5. */
  readonly rtol?: number;
  /** Default 1e-6. */
  readonly atol?: number;
  /** Whether NaN may stand where NaN is expected. Default false, so that a NaN on both sides is noticed. */
  readonly equalNaN?: boolean;
}

function isNested(value: Numbers): value is readonly Numbers[] {
  return Array.isArray(value);
}

/** All numbers in row-major order. */
export function flatNumbers(value: Numbers): readonly number[] {
  if (typeof value === 'number') return [value];
  if (value instanceof tf.Tensor) return Array.from(value.dataSync());
  return isNested(value) ? value.flatMap(flatNumbers) : Array.from(value);
}

/**
 * What keeps `actual` from being close to `expected`, or undefined when nothing does.
 *
 * Infinity is close to itself only, and NaN to nothing unless `equalNaN` says so.
 */
export function allCloseMismatch(
  actual: Numbers,
  expected: Numbers,
  { rtol = 1e-5, atol = 1e-6, equalNaN = false }: Tolerance = {},
): string | undefined {
  const got = flatNumbers(actual);
  const wanted = flatNumbers(expected);
  if (got.length !== wanted.length) return `${got.length} numbers instead of ${wanted.length}`;
  const isClose = (a: number, b: number) => {
    if (Number.isNaN(a) || Number.isNaN(b)) return equalNaN && Number.isNaN(a) && Number.isNaN(b);
    if (!Number.isFinite(a) || !Number.isFinite(b)) return a === b;
    return Math.abs(a - b) <= atol + rtol * Math.abs(b);
  };
  const wrong = got.flatMap((number, index) => (isClose(number, wanted[index] ?? Number.NaN) ? [] : [index]));
  if (wrong.length === 0) return undefined;
  const listed = wrong.slice(0, 5).map((index) => `${got[index]} instead of ${wanted[index]} at ${index}`);
  return `${wrong.length} of ${got.length} numbers differ: ${listed.join(', ')}`;
}
