import { allCloseMismatch, flatNumbers, type Numbers, type Tolerance } from './allCloseMismatch.ts';

/**
 * Vitest matcher: every number is within atol + rtol · |expected| of the expected one.
 *
 * NaN is never close to Infinity, and to NaN only with `equalNaN: true`. Shapes are not compared, lengths
 * are.
 */
export function toBeAllClose(actual: Numbers, expected: Numbers, tolerance?: Tolerance) {
  const mismatch = allCloseMismatch(actual, expected, tolerance);
  return {
    pass: mismatch === undefined,
    message: () =>
      mismatch ?? `expected the numbers to differ, got ${flatNumbers(actual).slice(0, 5).join(', ')}`,
  };
}

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: the declaration that this merges with has this default
  interface Matchers<T = any> {
    toBeAllClose(expected: Numbers, tolerance?: Tolerance): T;
  }
}
