/** Rows with one target each, in the units that a model trains in; flat, row by row. */
export interface LinearRows {
  /** [rows, features]. */
  readonly inputs: ArrayLike<number>;
  readonly targets: ArrayLike<number>;
  /** A weight ≥ 0 per row. Default: all 1. */
  readonly weights?: ArrayLike<number> | undefined;
}
