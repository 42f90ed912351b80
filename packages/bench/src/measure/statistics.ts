import { ArgumentRangeError } from '@losskit/errors';

/** What repetitions say. */
export interface Summary {
  readonly minimum: number;
  readonly median: number;
  /** From the first to the third quartile, as a part of the median. */
  readonly spread: number;
  readonly repetitions: number;
}

/** The value below which so large a part of the sorted values lies, between two of them in proportion. */
function quantile(sorted: readonly number[], part: number): number {
  const place = part * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (place - Math.floor(place)) * (above - below);
}

/** @throws RangeError where there are no values. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new ArgumentRangeError('median: expected values, got none.');
  return quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
}

/** @throws RangeError where there are no values. */
export function summarise(values: readonly number[]): Summary {
  if (values.length === 0) throw new ArgumentRangeError('summarise: expected repetitions, got none.');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = quantile(sorted, 0.5);
  return {
    minimum: sorted[0] ?? Number.NaN,
    median: middle,
    spread: middle === 0 ? 0 : (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / middle,
    repetitions: values.length,
  };
}

/** A line `log y = exponent · log x + c` by least squares. */
export interface PowerLaw {
  readonly exponent: number;
  readonly factor: number;
}

/**
 * How `y` grows with `x`: `y ≈ factor · x ^ exponent`.
 *
 * @throws RangeError where fewer than two different `x` are given, or what isn't above 0.
 */
export function fitPowerLaw(points: readonly { readonly x: number; readonly y: number }[]): PowerLaw {
  if (!points.every(({ x, y }) => x > 0 && y > 0)) {
    throw new ArgumentRangeError('fitPowerLaw: expected x and y above 0.');
  }
  const logs = points.map(({ x, y }) => ({ x: Math.log(x), y: Math.log(y) }));
  const mean = (of: 'x' | 'y') => logs.reduce((sum, log) => sum + log[of], 0) / logs.length;
  const [x0, y0] = [mean('x'), mean('y')];
  const variance = logs.reduce((sum, { x }) => sum + (x - x0) ** 2, 0);
  if (!(variance > 0)) throw new ArgumentRangeError('fitPowerLaw: expected two different x at least.');
  const exponent = logs.reduce((sum, { x, y }) => sum + (x - x0) * (y - y0), 0) / variance;
  return { exponent, factor: Math.exp(y0 - exponent * x0) };
}
