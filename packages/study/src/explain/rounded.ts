const DIGITS = 6;

/** To six significant digits, beyond which no figure shows anything; null where it is not finite. */
export function rounded(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(DIGITS)) : null;
}

/** Of numbers that are finite. */
export function roundedNumbers(values: Iterable<number>): number[] {
  return Array.from(values).flatMap((value) => rounded(value) ?? []);
}
