/** Where Stirling's series is as exact as float64 has the logarithm. */
const LARGE = 16;

/**
 * log Γ(x) for x > 0, by Stirling's series behind as many steps of Γ(x + 1) = x Γ(x) as it needs.
 *
 * @see M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions, 1964, 6.1.41
 */
export function logGamma(x: number): number {
  let [shifted, product] = [x, 1];
  while (shifted < LARGE) {
    product *= shifted;
    shifted += 1;
  }
  const series = 1 / (12 * shifted) - 1 / (360 * shifted ** 3) + 1 / (1260 * shifted ** 5);
  const stirling = (shifted - 0.5) * Math.log(shifted) - shifted + Math.log(2 * Math.PI) / 2;
  return stirling + series - Math.log(product);
}
