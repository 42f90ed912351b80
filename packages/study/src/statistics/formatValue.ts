const DIGITS = 3;

/** A number with three significant digits, for sentences. */
export function formatValue(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e6 || (size > 0 && size < 1e-4)) return value.toExponential(DIGITS - 1);
  return String(size >= 100 ? Math.round(value) : Number(value.toPrecision(DIGITS)));
}

/** A bound that must hold as it is printed: two significant digits, rounded up. */
export function formatUpperBound(value: number): string {
  if (!(value > 0)) return formatValue(value);
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return formatValue(Number((Math.ceil(value / unit - 1e-9) * unit).toPrecision(2)));
}

/** A p value. */
export function formatProbability(value: number): string {
  return value < 0.001 ? 'p < 0.001' : `p = ${value.toFixed(3)}`;
}
