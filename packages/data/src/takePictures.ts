import { takeRows } from './rows.ts';
import type { ImagePart } from './Task.ts';

/** The pictures with the given numbers, in the given order. */
export function takePictures(part: ImagePart, indices: ArrayLike<number>): ImagePart {
  const rows = Array.from(indices);
  return {
    rows: rows.length,
    inputs: takeRows(part.inputs, rows),
    labels: takeRows({ values: part.labels, rowShape: [] }, rows).values,
    names: rows.map((row) => part.names[row] ?? ''),
  };
}
