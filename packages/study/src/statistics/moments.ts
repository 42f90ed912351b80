/** Squares of numbers up to this, and of their inverses, are far from overflow. */
const LARGEST_TO_SQUARE = 1e100;

/** A power of ten or so to divide numbers by, whose squares would overflow or vanish otherwise; 1 for ordinary ones. */
export function scaleOf(largest: number): number {
  return largest > LARGEST_TO_SQUARE || (largest < 1 / LARGEST_TO_SQUARE && largest > 0) ? largest : 1;
}

/** Mean of `values`; NaN when there are none. */
export function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index] ?? 0;
  if (Number.isFinite(sum)) return sum / values.length;
  let mean = 0;
  for (let index = 0; index < values.length; index++) mean += (values[index] ?? 0) / values.length;
  return mean;
}

/** Standard deviation with n − 1 in the denominator, also of numbers whose squares overflow; NaN for fewer than two values. */
export function standardDeviationOf(values: ArrayLike<number>): number {
  const mean = meanOf(values);
  let largest = 0;
  for (let index = 0; index < values.length; index++)
    largest = Math.max(largest, Math.abs((values[index] ?? 0) - mean));
  const scale = scaleOf(largest);
  let squares = 0;
  for (let index = 0; index < values.length; index++) squares += (((values[index] ?? 0) - mean) / scale) ** 2;
  return scale * Math.sqrt(squares / (values.length - 1));
}
