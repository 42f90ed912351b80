import { columnScaler, type FloatRows } from '@losskit/data';
import { typeError } from '@losskit/errors';

import type { GivenRows, NestedNumbers } from './GivenRows.ts';

type Part = Pick<GivenRows, 'inputs' | 'targets'>;

/** Options of {@link standardized}. */
export interface StandardizedOptions {
  /** Whether the model trains on standardised targets, too. Default false. */
  readonly targets?: boolean | undefined;
  /** Which columns of the inputs stay as they are, such as those of 0 and 1. Default: none. */
  readonly leave?: ((column: number) => boolean) | undefined;
}

function isColumns(rows: unknown): rows is readonly (number | readonly number[])[] {
  const isNumber = (value: unknown) => typeof value === 'number';
  return (
    Array.isArray(rows) &&
    rows.every((row: NestedNumbers) => isNumber(row) || (Array.isArray(row) && row.every(isNumber)))
  );
}

/** Columns as flat values, whether they came as lists or flat: numbers in lists are float64. */
function columnsOf(what: string, rows: unknown): FloatRows {
  if (isColumns(rows)) {
    const [first] = rows;
    return {
      values: Float64Array.from(rows.flat()),
      rowShape: typeof first === 'number' || first === undefined ? [] : [first.length],
    };
  }
  if (rows instanceof Float32Array || rows instanceof Float64Array) return { values: rows, rowShape: [] };
  if (typeof rows === 'object' && rows !== null && 'values' in rows && 'rowShape' in rows) {
    const { values, rowShape } = rows;
    const areFloats = values instanceof Float32Array || values instanceof Float64Array;
    if (areFloats && Array.isArray(rowShape)) return { values, rowShape: rowShape.map(Number) };
  }
  throw typeError(
    'standardized',
    `${what} in columns of numbers, as [[1, 2], …] or floats { values, rowShape }`,
    rows,
  );
}

/**
 * Standardises the inputs of all parts by the moments of the TRAINING part; with `targets` also what the model trains on, so
 * that one learning rate and one option such as huber's delta suit every unit. Metrics stay in original units.
 *
 * @throws TypeError for inputs that are not columns of numbers.
 * @example
 * ```ts
 * const part = { inputs: [[1], [3]], targets: [10, 20] };
 * const { train } = standardized({ train: part, validation: part, test: part });
 * train.inputs.values; // [-1, 1]
 * ```
 */
export function standardized<Given extends Part>(
  parts: { readonly train: Given; readonly validation: Given; readonly test: Given },
  { targets = false, leave }: StandardizedOptions = {},
) {
  const inputScaler = columnScaler(columnsOf('inputs', parts.train.inputs), leave);
  const scale = (part: Given) => ({ ...part, inputs: inputScaler.scale(columnsOf('inputs', part.inputs)) });
  return {
    train: scale(parts.train),
    validation: scale(parts.validation),
    test: scale(parts.test),
    inputScaler,
    ...(targets && { targetScaler: columnScaler(columnsOf('targets', parts.train.targets)) }),
  };
}
