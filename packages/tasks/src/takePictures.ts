import { type LabelledPictures, takeRows } from '@losskit/data';

/** The pictures with the given numbers, in the given order. */
export function takePictures(
  { inputs, targets, names }: LabelledPictures,
  rows: Uint32Array,
): LabelledPictures {
  return {
    inputs: takeRows(inputs, rows),
    targets: takeRows(targets, rows),
    names: Array.from(rows, (row) => names[row] ?? ''),
  };
}
