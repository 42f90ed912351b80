/** The first coefficients of a power series, the constant one first. */
export function series(terms: number, coefficient: (n: number) => number): number[] {
  return Array.from({ length: terms }, (_, n) => coefficient(n));
}
