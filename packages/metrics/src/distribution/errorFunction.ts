/**
 * The error function erf(x) = 2/√π · ∫₀ˣ exp(−t²) dt, to about 1e−15.
 *
 * @see Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.6: a series without alternating signs,
 *   which would cancel
 */
export function errorFunction(x: number): number {
  // 1 − erf(6) is 2e−17.
  if (Math.abs(x) > 6) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > Math.abs(sum) * 1e-17; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}
