/** What differences of a function in float64 tell of its slope. */
export interface ResolvedSlope {
  /** The slope lies between these: apart only at a kink. */
  readonly low: number;
  readonly high: number;
  /** How far both may be off, by what the step leaves out and by rounding. */
  readonly error: number;
}

/** A slope by wide steps beside what narrow ones, which round more, don't exclude. */
export interface SlopeAndDoubt extends ResolvedSlope {
  readonly narrow?: ResolvedSlope | undefined;
}

/** How exactly a float64 reference is known beside the largest number that it may add up. */
export const REFERENCE_ROUNDING = 1e-15;

/** How large the numbers are that a function is of: its slope may change within the smallest of them. */
export interface Scale {
  readonly smallest: number;
  readonly largest: number;
}

const stepsBelow = (size: number) => Array.from({ length: 9 }, (_, index) => size * 10 ** -(index + 1));

interface Estimate {
  readonly central: number;
  readonly left: number;
  readonly right: number;
  readonly rounding: number;
}

function differences(f: (x: number) => number, x: number, step: number, largest: number): Estimate {
  // What x + step really is: far from 0 it is rounded.
  const [below, above] = [x - step, x + step];
  const [before, middle, after] = [f(below), f(x), f(above)];
  const size = Math.max(largest, Math.abs(before), Math.abs(after), Math.abs(middle));
  return {
    central: (after - before) / (above - below),
    left: (middle - before) / (x - below),
    right: (after - middle) / (above - x),
    rounding: (REFERENCE_ROUNDING * size) / step,
  };
}

/** The slope by the step that promises the smallest error: the difference to half the step, and rounding. */
function bestSlope(
  f: (x: number) => number,
  x: number,
  steps: readonly number[],
  largest: number,
): ResolvedSlope | undefined {
  let best: ResolvedSlope | undefined;
  for (const step of steps) {
    if (x + step / 2 === x) continue;
    const [whole, half] = [differences(f, x, step, largest), differences(f, x, step / 2, largest)];
    const change = Math.abs(whole.central - half.central);
    const error = change + half.rounding;
    const isSteady = change <= 0.1 * Math.abs(half.central) + 2 * half.rounding;
    if (!isSteady || !Number.isFinite(whole.left + whole.right)) continue;
    if (best !== undefined && error >= best.error) continue;
    // The slopes of both sides come together as the step shrinks, but for a kink.
    const gap = Math.abs(whole.left - whole.right);
    const smallerGap = Math.abs(half.left - half.right);
    const isKink = smallerGap > 0.75 * gap && smallerGap > 10 * half.rounding;
    const sides = isKink ? [half.left, half.right] : [half.central];
    best = { low: Math.min(...sides), high: Math.max(...sides), error };
  }
  return best;
}

/**
 * The slope at x by central differences in float64; undefined where it is not finite on both sides, or not resolved.
 *
 * Wide steps round least, but pass over what happens within the smallest number: they count only where narrow
 * steps don't contradict.
 */
export function resolvedSlope(
  f: (x: number) => number,
  x: number,
  { smallest, largest }: Scale,
): SlopeAndDoubt | undefined {
  // Far from 0 a narrower step leads nowhere.
  const narrowest = Math.max(smallest, 1e-6 * Math.abs(x));
  const narrow = bestSlope(f, x, stepsBelow(narrowest), largest);
  const wide = bestSlope(f, x, [...stepsBelow(1), ...stepsBelow(Math.abs(x))], largest);
  if (!narrow || !wide || wide.error >= narrow.error) return narrow;
  const margin = narrow.error + wide.error;
  const isContradicted = wide.low > narrow.high + margin || wide.high < narrow.low - margin;
  return isContradicted ? narrow : { ...wide, narrow };
}
