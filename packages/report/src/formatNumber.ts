const MISSING = '–';

/**
 * Decimals for a column: four significant digits of its typical value from 1 on, at least four decimals or
 * three digits below.
 */
export function decimalsFor(values: readonly (number | null)[]): number {
  const sizes = values
    .filter((value): value is number => value !== null && Number.isFinite(value) && value !== 0)
    .map(Math.abs)
    .sort((a, b) => a - b);
  const typical = sizes[Math.floor(sizes.length / 2)];
  if (typical === undefined) return 3;
  const exponent = Math.floor(Math.log10(typical));
  return exponent >= 0 ? Math.max(0, 3 - exponent) : Math.min(8, Math.max(4, 2 - exponent));
}

/**
 * A number with a fixed count of decimals, fewer where it has many digits before the point; very large and
 * very small ones in scientific notation.
 */
export function formatNumber(value: number | null | undefined, decimals: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return MISSING;
  const integerDigits = Math.floor(Math.log10(Math.max(1, Math.abs(value)))) + 1;
  const fixed = value.toFixed(Math.min(decimals, Math.max(0, 6 - integerDigits)));
  const vanishes = value !== 0 && Number(fixed) === 0 && Math.abs(value) < 1e-4;
  const text = Math.abs(value) >= 1e6 || vanishes ? value.toExponential(2) : fixed;
  return withMinus(Number(text) === 0 ? text.replace('-', '') : text);
}

/** A number with three significant digits, for labels inside figures. */
export function formatShort(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return MISSING;
  const size = Math.abs(value);
  const text =
    size >= 1e5 || (size < 1e-3 && size > 0) ? value.toExponential(1) : String(Number(value.toPrecision(3)));
  return withMinus(text);
}

/** A bound that must hold as it is printed: two significant digits, rounded up. */
export function formatUpperBound(value: number): string {
  if (!(value > 0)) return formatShort(value);
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return formatShort(Number((Math.ceil(value / unit - 1e-9) * unit).toPrecision(2)));
}

/** A p value: three decimals, and `< 0.001` below that. */
export function formatProbability(value: number): string {
  return value < 0.001 ? 'p < 0.001' : `p = ${value.toFixed(3)}`;
}

/** A fraction as a percentage: whole from 1 % on, two significant digits below. */
export function formatPercent(fraction: number): string {
  const percent = fraction * 100;
  if (percent === 0 || Math.abs(percent) >= 0.95) return `${withMinus(percent.toFixed(0))} %`;
  return `${formatShort(Number(percent.toPrecision(2)))} %`;
}

/** A duration in the unit that suits it. */
export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  if (seconds < 120) return `${seconds.toFixed(0)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

function withMinus(text: string): string {
  return text.replaceAll('-', '−');
}
