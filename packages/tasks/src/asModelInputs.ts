import { isRows, mapRows, type NamedRows, type Rows, rowSize } from '@losskit/data';

import { dataProblem } from './readRows.ts';
import type { TaskRows } from './TaskData.ts';

/** How much of a column's range may be lost by rounding to float32. */
const TOLERATED = 1e-3;

/** The column of float64 values that float32 cannot tell apart well enough, and two of its values. */
function blurredColumn({
  values,
  rowShape,
}: Rows): { column: number; low: number; high: number } | undefined {
  if (!(values instanceof Float64Array)) return undefined;
  const width = rowSize({ values, rowShape });
  for (let column = 0; column < width; column++) {
    let [low, high, lost] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
    for (let place = column; place < values.length; place += width) {
      const value = values[place] ?? 0;
      low = Math.min(low, value);
      high = Math.max(high, value);
      lost = Math.max(lost, Math.abs(value - Math.fround(value)));
    }
    if (lost > TOLERATED * (high - low) && high > low) return { column, low, high };
  }
  return undefined;
}

/**
 * Refuses values that a model would get rounded together, because it computes in float32: large numbers that are close
 * together, such as times in seconds.
 *
 * @throws LosskitError `data-malformed` with the remedy.
 */
export function checkPrecision(where: string, what: string, rows: Rows, remedy: string): void {
  const blurred = blurredColumn(rows);
  if (!blurred) return;
  const { column, low, high } = blurred;
  throw dataProblem(
    `${where}, ${what} ${column}`,
    `values that float32 can tell apart (${remedy})`,
    `values from ${low} to ${high}`,
  );
}

/** Inputs as models take them: what is float64 becomes float32. */
export function asModelInputs(rows: TaskRows): TaskRows {
  const inputs: Rows | NamedRows = mapRows(rows.inputs, ({ values, rowShape }) => ({
    values: values instanceof Float64Array ? Float32Array.from(values) : values,
    rowShape,
  }));
  return { ...rows, inputs };
}

/** Refuses inputs of the training part that a model would get rounded together. */
export function checkInputPrecision(where: string, { inputs }: TaskRows): void {
  const remedy = 'standardized of losskit centres them first';
  for (const [name, rows] of isRows(inputs) ? [['input', inputs] as const] : Object.entries(inputs)) {
    checkPrecision(where, name, rows, remedy);
  }
}
