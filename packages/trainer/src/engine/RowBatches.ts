import type { AnyBatch } from '../model/Batch.ts';

/** Rows of numbers in one flat array; bytes and doubles count as float32. */
export interface KeptRows {
  readonly values: Float32Array | Float64Array | Int32Array | Uint8Array;
  /** Shape of a row. */
  readonly rowShape: readonly number[];
}

/** Batches of rows that stay in memory as they are. */
export interface RowBatches {
  readonly inputs: KeptRows | Readonly<Record<string, KeptRows>>;
  readonly targets: KeptRows | Readonly<Record<string, KeptRows>>;
  readonly weights?: KeptRows | undefined;
  /** Which rows the batch of a step holds; undefined after the last. */
  rowsOfStep(step: number): Uint32Array | undefined;
  /** The batch of some rows, whose tensors the caller disposes. */
  batchOf(rows: Uint32Array): AnyBatch;
}
