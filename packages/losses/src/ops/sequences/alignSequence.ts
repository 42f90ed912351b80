/** One sequence: its labels, and the frames of its scores, row by row. */
export interface Sequence {
  readonly labels: ArrayLike<number>;
  readonly blank: number;
  readonly scores: ArrayLike<number>;
  readonly frames: number;
  readonly classes: number;
}

/** log(e^a + e^b + e^c). */
function logSum(a: number, b: number, c: number): number {
  const highest = Math.max(a, b, c);
  if (highest === Number.NEGATIVE_INFINITY) return highest;
  return highest + Math.log(Math.exp(a - highest) + Math.exp(b - highest) + Math.exp(c - highest));
}

/** The logarithm of each frame's total of exponentials. */
function normalisers({ scores, frames, classes }: Sequence): Float64Array {
  const result = new Float64Array(frames);
  for (let frame = 0; frame < frames; frame++) {
    let highest = Number.NEGATIVE_INFINITY;
    for (let at = frame * classes; at < (frame + 1) * classes; at++) {
      highest = Math.max(highest, scores[at] ?? 0);
    }
    let total = 0;
    for (let at = frame * classes; at < (frame + 1) * classes; at++) {
      total += Math.exp((scores[at] ?? 0) - highest);
    }
    result[frame] = highest + Math.log(total);
  }
  return result;
}

/**
 * Minus the log probability of all alignments of one label sequence with its frames, and the gradient of that
 * with respect to the scores, written to `gradient` (whose first frames · classes numbers must be 0).
 *
 * The forward–backward recursion in float64 log space over the states blank, label, blank, label, …, blank.
 * Time and memory are frames × states. Where no alignment exists the loss is ∞ and the gradient NaN; a frame
 * with NaN or +∞ makes both NaN.
 *
 * @see A. Graves et al., 2006, doi:10.1145/1143844.1143891, section 4.1
 */
export function alignSequence(sequence: Sequence, gradient: Float32Array): number {
  const { labels, blank, scores, frames, classes } = sequence;
  const states = 2 * labels.length + 1;
  if (frames === 0) return labels.length === 0 ? 0 : Number.POSITIVE_INFINITY;

  const totals = normalisers(sequence);
  const isBroken = totals.some((total) => !Number.isFinite(total));
  // Between two labels, at half an index, stands a blank.
  const classOf = Int32Array.from({ length: states }, (_, state) => labels[(state - 1) / 2] ?? blank);
  /** Whether the state may follow the last label without a blank between: not after the same label. */
  const skips = Array.from(classOf, (id, state) => state > 1 && id !== classOf[state - 2]);
  const logProbability = (frame: number, state: number) =>
    (scores[frame * classes + (classOf[state] ?? 0)] ?? 0) - (totals[frame] ?? 0);

  // forward[frame, state]: all ways to the state, its own frame included. States that can't be reached any
  // more, or that can't reach the end, stay at −∞.
  const forward = new Float64Array(frames * states).fill(Number.NEGATIVE_INFINITY);
  const firstState = (frame: number) => Math.max(0, states - 2 * (frames - frame));
  const endState = (frame: number) => Math.min(states, 2 * (frame + 1));
  for (let frame = 0; frame < frames; frame++) {
    const before = (frame - 1) * states;
    for (let state = firstState(frame); state < endState(frame); state++) {
      const ways =
        frame === 0
          ? 0
          : logSum(
              forward[before + state] ?? 0,
              state > 0 ? (forward[before + state - 1] ?? 0) : Number.NEGATIVE_INFINITY,
              skips[state] ? (forward[before + state - 2] ?? 0) : Number.NEGATIVE_INFINITY,
            );
      forward[frame * states + state] = ways + logProbability(frame, state);
    }
  }
  const last = frames * states - 1;
  const loss = isBroken
    ? Number.NaN
    : -logSum(
        forward[last] ?? 0,
        states > 1 ? (forward[last - 1] ?? 0) : Number.NEGATIVE_INFINITY,
        Number.NEGATIVE_INFINITY,
      );
  if (!Number.isFinite(loss)) {
    gradient.fill(Number.NaN, 0, frames * classes);
    return loss;
  }

  // onward[state]: all ways from the state to the end, the frames after its own. Two more entries stand for
  // no state.
  let onward = new Float64Array(states + 2).fill(Number.NEGATIVE_INFINITY);
  let onwardAfter = new Float64Array(states + 2).fill(Number.NEGATIVE_INFINITY);
  for (let frame = frames - 1; frame >= 0; frame--) {
    for (let state = 0; state < states; state++) {
      onward[state] =
        frame === frames - 1
          ? state >= states - 2
            ? 0
            : Number.NEGATIVE_INFINITY
          : logSum(
              onwardAfter[state] ?? 0,
              onwardAfter[state + 1] ?? 0,
              skips[state + 2] ? (onwardAfter[state + 2] ?? 0) : Number.NEGATIVE_INFINITY,
            );
    }
    const row = frame * classes;
    for (let id = 0; id < classes; id++) {
      gradient[row + id] = Math.exp((scores[row + id] ?? 0) - (totals[frame] ?? 0));
    }
    for (let state = firstState(frame); state < endState(frame); state++) {
      const at = row + (classOf[state] ?? 0);
      const ways = (forward[frame * states + state] ?? 0) + (onward[state] ?? 0);
      gradient[at] = (gradient[at] ?? 0) - Math.exp(ways + loss);
    }
    for (let state = 0; state < states; state++) {
      onward[state] = (onward[state] ?? 0) + logProbability(frame, state);
    }
    [onward, onwardAfter] = [onwardAfter, onward];
  }
  return loss;
}
