const TOP = 0.01;

/** What the 1 % of examples with the longest gradients own of the summed length; null where there is none. A part of an example counts as that part. */
export function topShare(lengths: ArrayLike<number>): number | null {
  const sorted = Float64Array.from(lengths).sort().reverse();
  const total = sorted.reduce((sum, one) => sum + one, 0);
  if (!(total > 0) || !Number.isFinite(total)) return null;
  const examples = TOP * sorted.length;
  const whole = Math.floor(examples);
  const ofWhole = sorted.subarray(0, whole).reduce((sum, one) => sum + one, 0);
  return (ofWhole + (examples - whole) * (sorted[whole] ?? 0)) / total;
}

/** Below this share of the longest gradient, one counts as none. */
const NONE = 1e-6;

/** The share of examples without gradient. */
export function shareWithoutGradient(lengths: ArrayLike<number>): number {
  const all = Float64Array.from(lengths);
  const longest = all.reduce((most, one) => Math.max(most, one), 0);
  return all.filter((one) => !(one > NONE * longest)).length / all.length;
}
