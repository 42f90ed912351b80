import { isRows, mapRows, type NamedRows, type Rows, rowSize, rowsTensor } from '@losskit/data';
import type { Tensors } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs-core';

/** Rows that go through the model at once; bounds the memory of an evaluation. */
export const CHUNK = 256;

/** The rows of a chunk that starts at row `start`. */
export function chunkOf(rows: Rows, start: number): tf.Tensor {
  const size = rowSize(rows);
  const values = rows.values.subarray(start * size, (start + CHUNK) * size);
  return rowsTensor({ values, rowShape: rows.rowShape });
}

function countRows(inputs: Rows | NamedRows): number {
  const [first] = isRows(inputs) ? [inputs] : Object.values(inputs);
  return first ? first.values.length / rowSize(first) : 0;
}

/** Applies `predict` to all rows, a chunk at a time, and reads the results back as flat rows. */
export async function predictRows(
  inputs: Rows | NamedRows,
  predict: (inputs: Tensors) => tf.Tensor,
): Promise<Rows<Float32Array>> {
  const rows = countRows(inputs);
  const chunks: Float32Array[] = [];
  let rowShape: readonly number[] = [];
  for (let start = 0; start < rows; start += CHUNK) {
    const outputs = tf.tidy(() => predict(mapRows(inputs, (one) => chunkOf(one, start))));
    rowShape = outputs.shape.slice(1);
    chunks.push(Float32Array.from(await outputs.data()));
    outputs.dispose();
  }
  const values = new Float32Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    values.set(chunk, offset);
    offset += chunk.length;
  }
  return { values, rowShape };
}
