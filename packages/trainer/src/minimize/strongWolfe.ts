/** Value and slope along a line, and what was found there. */
export interface Trial {
  /** Distance along the line, in directions. */
  readonly step: number;
  readonly value: number;
  readonly gradient: Float64Array;
  /** Derivative along the line. */
  readonly slope: number;
}

/** How much of the descent that the slope promises has to be there (Armijo). */
const SUFFICIENT_DECREASE = 1e-4;
/** Largest slope, of that at the start, at which a step is long enough (curvature condition). */
const CURVATURE = 0.9;
const MAX_TRIALS = 25;

/** The minimum of the cubic through two trials, within bounds; half-way where there is none. */
function cubicMinimum(one: Trial, other: Trial, [from, to]: readonly [number, number]): number {
  const [left, right] = one.step <= other.step ? [one, other] : [other, one];
  const width = right.step - left.step;
  const mean = left.slope + right.slope - (3 * (right.value - left.value)) / width;
  const root = Math.sqrt(mean ** 2 - left.slope * right.slope);
  const minimum = right.step - (width * (right.slope + root - mean)) / (right.slope - left.slope + 2 * root);
  // NaN without a minimum, and where a trial was not finite.
  return Number.isNaN(minimum) ? (from + to) / 2 : Math.min(Math.max(minimum, from), to);
}

/**
 * A step along a descent direction that fulfils the strong Wolfe conditions, or the best of those that were tried: of the
 * last bracket the lower end.
 *
 * A value that is not finite counts as too far.
 *
 * @param evaluate - Value and slope at a step.
 * @param start - The trial at step 0; its slope is negative.
 * @param first - The step to try first.
 * @param resolution - Bracket below which steps are the same.
 * @see J. Nocedal and S. J. Wright, Numerical Optimization, 2nd ed., 2006, algorithms 3.5 and 3.6,
 *   doi:10.1007/978-0-387-40065-5; the interpolation and its safeguards are those of PyTorch and minFunc
 */
export async function strongWolfe(
  evaluate: (step: number) => Promise<Trial>,
  start: Trial,
  first: number,
  resolution: number,
): Promise<Trial> {
  const isLower = ({ step, value }: Trial) => value <= start.value + SUFFICIENT_DECREASE * step * start.slope;
  const isFlat = ({ slope }: Trial) => Math.abs(slope) <= -CURVATURE * start.slope;

  let before = start;
  let trial = await evaluate(first);
  let trials = 0;
  for (; trials < MAX_TRIALS; trials++) {
    if (!isLower(trial) || (trials > 1 && trial.value >= before.value)) break;
    if (isFlat(trial)) return trial;
    if (trial.slope >= 0) break;
    const reach = [trial.step + 0.01 * (trial.step - before.step), trial.step * 10] as const;
    const next = cubicMinimum(before, trial, reach);
    before = trial;
    trial = await evaluate(next);
  }
  if (trials === MAX_TRIALS) before = start;

  let [low, high] = trial.value < before.value ? [trial, before] : [before, trial];
  let isStuck = false;
  for (; trials < MAX_TRIALS && Math.abs(high.step - low.step) >= resolution; trials++) {
    const [left, right] = low.step < high.step ? [low.step, high.step] : [high.step, low.step];
    let step = cubicMinimum(low, high, [left, right]);
    const margin = 0.1 * (right - left);
    const isNearEnd = Math.min(right - step, step - left) < margin;
    if (isNearEnd && (isStuck || step >= right || step <= left)) {
      step = right - step < step - left ? right - margin : left + margin;
      isStuck = false;
    } else {
      isStuck = isNearEnd;
    }
    const next = await evaluate(step);
    if (!isLower(next) || next.value >= low.value) {
      [low, high] = next.value < low.value ? [next, low] : [low, next];
      continue;
    }
    if (isFlat(next)) return next;
    if (next.slope * (high.step - low.step) >= 0) high = low;
    low = next;
  }
  return low;
}
