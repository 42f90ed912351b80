import type { Difference } from '@losskit/study';

/** From here on a number is short only with an exponent. */
const LARGE = 1e6;
/** Decimals that still are short. */
const MAX_DECIMALS = 6;

/** A number to so many significant digits; whole numbers keep all of theirs. A dash for null. */
export function formatNumber(value: number | null, digits = 4): string {
  if (value === null) return '–';
  const text = value.toPrecision(digits);
  return text.includes('e') && Math.abs(value) >= 1 && Math.abs(value) < LARGE ? value.toFixed(0) : text;
}

/** Formats numbers to the decimals at which half the width of their interval has two digits. */
function formatterFor(low: number, high: number): (value: number) => string {
  const decimals = Math.max(0, 1 - Math.floor(Math.log10((high - low) / 2)));
  if (decimals > MAX_DECIMALS || high >= LARGE) return (value) => formatNumber(value, 2);
  return (value) => {
    const text = value.toFixed(decimals);
    return Number(text) === 0 ? text.replace('-', '') : text;
  };
}

/** `0.25…0.75` */
export function formatRange(low: number, high: number): string {
  const format = formatterFor(low, high);
  return `${format(low)}…${format(high)}`;
}

/** `1.500 ±0.50`, or `0.9800 (0.910…0.990)` where the interval is not symmetric. */
export function formatEstimate({
  mean,
  low,
  high,
}: {
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
}): string {
  if (mean === null || low === null || high === null) return formatNumber(mean);
  const isSymmetric = Math.abs(high - mean - (mean - low)) <= 0.02 * (high - low);
  return isSymmetric
    ? `${formatNumber(mean)} ±${formatNumber((high - low) / 2, 2)}`
    : `${formatNumber(mean)} (${formatRange(low, high)})`;
}

/** `+0.50 (0.25…0.75)`; nothing for null. */
export function formatDifference(difference: Difference | null): string {
  if (!difference) return '';
  const { mean, low, high } = difference;
  return `${mean > 0 ? '+' : ''}${formatterFor(low, high)(mean)} (${formatRange(low, high)})`;
}
