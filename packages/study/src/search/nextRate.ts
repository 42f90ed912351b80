/** Closer neighbours would tell nothing new. */
const MIN_RATIO = 1.5;

/**
 * The learning rate after this one in the usual list 1, 3, 10, 30, …, at least half as large again, or before it.
 *
 * @example
 * ```ts
 * nextRate(0.3, 'up'); // 1
 * nextRate(0.003, 'down'); // 0.001
 * nextRate(0.25, 'up'); // 1
 * ```
 */
export function nextRate(rate: number, direction: 'up' | 'down'): number {
  const exponent = Math.floor(Math.log10(rate));
  // Read as decimals: 3 · 10⁻³ is 0.003, and 3 / 1000 need not be.
  const listed = [exponent - 2, exponent - 1, exponent, exponent + 1, exponent + 2].flatMap((power) => [
    Number(`1e${power}`),
    Number(`3e${power}`),
  ]);
  const found =
    direction === 'up'
      ? listed.find((one) => one >= MIN_RATIO * rate)
      : listed.findLast((one) => one <= rate / MIN_RATIO);
  return found ?? (direction === 'up' ? 10 * rate : rate / 10);
}
