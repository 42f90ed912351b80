/** How one class fared. */
export interface ClassCounts {
  /** Rows of this class that were recognised. */
  readonly truePositives: number;
  /** Rows of this class. */
  readonly labelled: number;
  /** Rows that were taken for this class. */
  readonly predicted: number;
  /** All rows. */
  readonly rows: number;
}

/** The counts of every class of a confusion matrix (row = label, column = prediction). */
export function classCounts(matrix: readonly (readonly number[])[]): ClassCounts[] {
  const labelled = matrix.map((row) => row.reduce((sum, count) => sum + count, 0));
  const rows = labelled.reduce((sum, count) => sum + count, 0);
  return matrix.map((row, label) => ({
    truePositives: row[label] ?? 0,
    labelled: labelled[label] ?? 0,
    predicted: matrix.reduce((sum, other) => sum + (other[label] ?? 0), 0),
    rows,
  }));
}
