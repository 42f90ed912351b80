import type { FunctionBuilder, Local } from '../../wasm/FunctionBuilder.ts';
import type { ColumnVector } from './columnPanels.ts';
import type { Place } from './Place.ts';

/** Four neighbouring numbers of a row of C. */
export interface Cell {
  readonly sum: Local;
  readonly vector: ColumnVector;
  /** Where its row begins, in bytes from the row that the code is at. */
  readonly row: number;
}

/** Where sums go. */
export interface Target {
  readonly c: Place;
  /** Adds the sums to what C holds. */
  readonly accumulate?: boolean;
}

/** Stores sums; `from` is where the numbers of the cells' columns begin. */
export function emitCells(
  f: FunctionBuilder,
  cells: readonly Cell[],
  { c: { base }, accumulate }: Target,
  from: Local,
): void {
  for (const { sum, vector, row } of cells) {
    const offset = base + row + 4 * vector.column;
    if (vector.lanes.length === 4) {
      f.get(from).get(sum);
      if (accumulate) f.get(from).load('v128.load', offset).op('f32x4.add');
      f.store('v128.store', offset);
      continue;
    }
    for (const lane of vector.lanes) {
      f.get(from).get(sum).lane('f32x4.extract_lane', lane);
      if (accumulate)
        f.get(from)
          .load('f32.load', offset + 4 * lane)
          .op('f32.add');
      f.store('f32.store', offset + 4 * lane);
    }
  }
}
