import type { Quantity } from './quantity.ts';

/** A number with the digits that are worth reading; very large and small ones in powers of ten. */
export function formatNumber(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return value === Number.POSITIVE_INFINITY ? '∞' : value < 0 ? '−∞' : 'NaN';
  if (value === 0) return '0';
  const size = Math.abs(value);
  const text =
    size >= 1e7 || size < 1e-3
      ? value.toExponential(Math.min(digits - 1, 1))
      : String(Number(value.toPrecision(digits)));
  return text.replace('e+', 'e').replaceAll('-', '−');
}

/** Of an error the size is worth knowing, and rarely more. */
const formatError = (value: number): string => formatNumber(value, 1);

/** A number to the digit in which its error is. */
function formatRounded(value: number, half: number): string {
  if (half === 0) return formatNumber(value);
  const decimals = Math.max(0, -Math.floor(Math.log10(half)));
  const known = Math.abs(value) >= half && Math.abs(value) < 1e9 && decimals < 12;
  const text = known ? value.toFixed(decimals).replace('-', '−') : formatNumber(value, 2);
  return `${text} ± ${formatError(half)}`;
}

/** A number with its uncertainty: nothing where it is exact, ± for rounding, an interval for chance. */
export function formatQuantity({ value, low, high, error }: Quantity): string {
  switch (error) {
    case 'none':
      return formatNumber(value, 5);
    case 'rounding':
      return formatRounded(value, (high - low) / 2);
    case 'chance':
      return `${formatNumber(value, 3)} [${formatNumber(low, 3)}, ${formatNumber(high, 3)}]`;
  }
}

/** A share as a percentage with its interval. */
export function formatShare({ value, low, high }: Quantity): string {
  const percent = (share: number) => (100 * share).toFixed(1);
  return `${percent(value)} % [${percent(low)}, ${percent(high)}]`;
}
