import { type Axis, mergedAxes } from './Axis.ts';

/** Four neighbouring columns, of which all or some are computed. */
export interface ColumnVector {
  /** The first of the four, counted from the first column of its panel. */
  readonly column: number;
  /** The lanes that are computed; an earlier vector has the others, or there are none. */
  readonly lanes: readonly (0 | 1 | 2 | 3)[];
}

/** Neighbouring panels of columns that are alike. */
export interface ColumnPanels {
  readonly count: number;
  /** The first column of the first panel. */
  readonly column: number;
  readonly vectors: readonly ColumnVector[];
}

const LANES = [0, 1, 2, 3] as const;

/**
 * Cuts columns into panels of so many vectors. The last vector ends with the last column, so that nothing
 * behind a row is read: of 10 columns it holds 6 to 9 and computes 8 and 9. Fewer than four columns are one
 * vector with lanes to spare.
 */
export function columnPanels(columns: number, width: number): ColumnPanels[] {
  const last = Math.max(0, columns - 4);
  const count = Math.floor(columns / (4 * width));
  const done = count * 4 * width;
  const panels: ColumnPanels[] = [];
  const vectorsFrom = (first: number, length: number) =>
    Array.from({ length }, (_, index) => {
      const start = done + 4 * index;
      const column = Math.min(start, last);
      return {
        column: column - first,
        lanes: LANES.filter((lane) => column + lane >= start && column + lane < columns),
      };
    });
  if (count > 0) {
    const vectors = Array.from({ length: width }, (_, index) => ({ column: 4 * index, lanes: LANES }));
    panels.push({ count, column: 0, vectors });
  }
  if (done < columns) {
    const column = Math.min(done, last);
    panels.push({ count: 1, column, vectors: vectorsFrom(column, Math.ceil((columns - done) / 4)) });
  }
  return panels;
}

/**
 * The panels of a product. As many sums are kept in registers as hide the time of an addition and don't
 * overflow into memory: about eight vectors.
 */
export function productPanels(rows: readonly Axis[], columns: number): ColumnPanels[] {
  const height = mergedAxes(rows).at(-1)?.count ?? 1;
  return columnPanels(columns, height === 1 ? 8 : height === 2 ? 4 : 2);
}
