import { type FloatRows, type Rows, rowSize } from './rows.ts';

/** What was subtracted from each column and divided by, and the way back. */
export interface ColumnScaler {
  readonly means: readonly number[];
  /** Standard deviations (divisor n); 1 for a column of one value. */
  readonly deviations: readonly number[];
  /** (value − mean) / deviation, computed in float64. */
  scale(rows: FloatRows): Rows<Float32Array>;
  /** value · deviation + mean: in float64, because original units may need it. */
  unscale(rows: FloatRows): Rows<Float64Array>;
}

interface Moments {
  readonly mean: number;
  readonly deviation: number;
}

/** Mean and standard deviation (divisor n) of one column; deviation 1 where all values are the same. */
function moments(values: FloatRows['values'], width: number, column: number): Moments {
  const count = values.length / width;
  const first = values[column] ?? 0;
  // Differences from one of the values are small where these are large and close together.
  let shift = 0;
  for (let place = column; place < values.length; place += width)
    shift += ((values[place] ?? 0) - first) / count;
  const mean = first + shift;
  let largest = 0;
  for (let place = column; place < values.length; place += width) {
    largest = Math.max(largest, Math.abs((values[place] ?? 0) - mean));
  }
  if (largest === 0) return { mean, deviation: 1 };
  // Squares of fractions neither overflow nor vanish.
  let variance = 0;
  for (let place = column; place < values.length; place += width) {
    variance += (((values[place] ?? 0) - mean) / largest) ** 2 / count;
  }
  return { mean, deviation: largest * Math.sqrt(variance) };
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
  rows: FloatRows,
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
    scale({ values, rowShape }) {
      const scaled = new Float32Array(values.length);
      for (let place = 0; place < values.length; place++) {
        const { mean, deviation } = momentsAt(place);
        scaled[place] = ((values[place] ?? 0) - mean) / deviation;
      }
      return { values: scaled, rowShape };
    },
    unscale({ values, rowShape }) {
      const original = new Float64Array(values.length);
      for (let place = 0; place < values.length; place++) {
        const { mean, deviation } = momentsAt(place);
        original[place] = (values[place] ?? 0) * deviation + mean;
      }
      return { values: original, rowShape };
    },
  };
}
