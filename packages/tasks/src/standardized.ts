import { columnScaler, type Rows } from '@losskit/data';
import { typeError } from '@losskit/errors';

/** Rows of one float32 input and target each, as {@link standardized} takes them. */
interface Part {
  readonly inputs: Rows | object;
  readonly targets: Rows;
}

function floats(what: string, rows: Rows | object): Rows<Float32Array> {
  if (
    'values' in rows &&
    rows.values instanceof Float32Array &&
    'rowShape' in rows &&
    Array.isArray(rows.rowShape)
  ) {
    return { values: rows.values, rowShape: rows.rowShape };
  }
  throw typeError('standardized', `${what} to be one float32 input, as { values, rowShape }`, rows);
}

/**
 * Standardises the inputs of all parts by the moments of the TRAINING part; with `targets` also what the model trains on, so
 * that one learning rate and one option such as huber's delta suit every unit. Metrics stay in original units.
 *
 * @throws TypeError for inputs that are not float32 columns.
 */
export function standardized<Given extends Part>(
  parts: { readonly train: Given; readonly validation: Given; readonly test: Given },
  { targets = false }: { readonly targets?: boolean } = {},
) {
  const inputScaler = columnScaler(floats('inputs', parts.train.inputs));
  const scale = (part: Given) => ({ ...part, inputs: inputScaler.scale(floats('inputs', part.inputs)) });
  return {
    train: scale(parts.train),
    validation: scale(parts.validation),
    test: scale(parts.test),
    inputScaler,
    ...(targets && { targetScaler: columnScaler(floats('targets', parts.train.targets)) }),
  };
}
