import { type Rows, rowSize } from './rows.ts';

/** What was subtracted from each column and divided by, and the way back. */
export interface ColumnScaler {
  readonly means: readonly number[];
  /** Standard deviations (divisor n); 1 for a column of one value. */
  readonly deviations: readonly number[];
  /** (value − mean) / deviation. */
  scale(rows: Rows<Float32Array>): Rows<Float32Array>;
  /** value · deviation + mean. */
  unscale(rows: Rows<Float32Array>): Rows<Float32Array>;
}

/** Mean and standard deviation (divisor n) of one column; deviation 1 where all values are the same. */
function moments(values: Float32Array, width: number, column: number): { mean: number; deviation: number } {
  const count = values.length / width;
  let mean = 0;
  for (let place = column; place < values.length; place += width) mean += (values[place] ?? 0) / count;
  let variance = 0;
  for (let place = column; place < values.length; place += width) {
    variance += ((values[place] ?? 0) - mean) ** 2 / count;
  }
  return { mean, deviation: variance > 0 ? Math.sqrt(variance) : 1 };
}

/**
 * Moves columns to mean 0 and standard deviation 1 by the moments of these rows. Fit it on the TRAINING part and scale the
 * others by the same numbers, so that nothing of them leaks into training.
 *
 * A column that is constant in these rows becomes 0 there (deviation 1).
 *
 * @param leave - Which columns stay as they are, such as those of 0 and 1. Default: none.
 * @example
 * ```ts
 * const scaler = columnScaler({ values: Float32Array.of(1, 5, 3, 5), rowShape: [2] });
 * scaler.means; // [2, 5]
 * scaler.deviations; // [1, 1]
 * scaler.scale({ values: Float32Array.of(4, 4), rowShape: [2] }).values; // [2, -1]
 * ```
 */
export function columnScaler(
  rows: Rows<Float32Array>,
  leave: (column: number) => boolean = () => false,
): ColumnScaler {
  const width = rowSize(rows);
  const columns = Array.from({ length: width }, (_, column) =>
    leave(column) ? { mean: 0, deviation: 1 } : moments(rows.values, width, column),
  );
  const momentsAt = (place: number) => columns[place % width] ?? { mean: 0, deviation: 1 };
  return {
    means: columns.map(({ mean }) => mean),
    deviations: columns.map(({ deviation }) => deviation),
    scale: ({ values, rowShape }) => ({
      rowShape,
      values: values.map((value, place) => {
        const { mean, deviation } = momentsAt(place);
        return (value - mean) / deviation;
      }),
    }),
    unscale: ({ values, rowShape }) => ({
      rowShape,
      values: values.map((value, place) => {
        const { mean, deviation } = momentsAt(place);
        return value * deviation + mean;
      }),
    }),
  };
}
