/**
 * How a loss looks in every figure of a report. Colour is never the only sign: each mark is labelled as well.
 */
export interface LossMark {
  readonly color: string;
  readonly shape: 'circle' | 'square' | 'diamond';
}

// After Okabe and Ito, https://jfly.uni-koeln.de/color/, with the bright ones darkened so that each has a
// contrast of at least 3:1 both on white and on the dark page.
const COLORS = [
  '#0072b2',
  '#d55e00',
  '#008f68',
  '#b4609a',
  '#a87400',
  '#2a8fbd',
  '#7d6bc9',
  '#7b8086',
] as const;

const SHAPES = ['circle', 'square', 'diamond'] as const;

/**
 * One mark per loss, the same in each figure. Eight colours are as many as can be told apart; further losses
 * repeat them with another shape.
 */
export function lossMarks(losses: readonly string[]): ReadonlyMap<string, LossMark> {
  return new Map(losses.map((loss, index) => [loss, markAt(index)]));
}

/** The mark of the loss at `index` of the report's list. */
export function markAt(index: number): LossMark {
  const color = COLORS[index % COLORS.length] ?? COLORS[0];
  const shape = SHAPES[Math.floor(index / COLORS.length) % SHAPES.length] ?? SHAPES[0];
  return { color, shape };
}
