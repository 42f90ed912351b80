/** Bytes of a state's number. */
export const DOUBLE = 8;
/** Bytes of two states' numbers, which are computed together. */
export const PAIR = 2 * DOUBLE;

/** How long sequences may be, and the class that stands between labels. */
export interface AlignmentSizes {
  readonly labels: number;
  readonly frames: number;
  readonly classes: number;
  readonly blank: number;
}

/** Where each array starts in the scratch. Before and behind the states of a row stand two that can't be reached. */
export function alignmentLayout({ labels, frames }: AlignmentSizes) {
  const states = PAIR * (labels + 1);
  const row = PAIR + states;
  const penalties = states / 2;
  const totals = penalties + row + PAIR;
  const forward = totals + DOUBLE * frames;
  const onward = forward + row * (frames + 1);
  return { states, row, penalties, totals, forward, onward, bytes: onward + 2 * (row + PAIR) };
}
