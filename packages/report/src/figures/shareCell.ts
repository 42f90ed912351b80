import type { MatrixCell } from './matrixPlot.ts';

const BLUE = '#0072b2';
const ORANGE = '#d55e00';

/** A cell of a matrix of shares: blue above one half, orange below, stronger the farther away. */
export function shareCell(row: number, column: number, share: number): MatrixCell {
  return {
    row,
    column,
    text: String(Math.round(share * 100)),
    color: share >= 0.5 ? BLUE : ORANGE,
    strength: Math.abs(share - 0.5) * 2,
  };
}
