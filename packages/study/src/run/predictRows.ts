import { type Rows, rowSize, rowsTensor } from '@losskit/data';
import * as tf from '@tensorflow/tfjs-core';

/** Rows that go through the model at once; bounds the memory of an evaluation. */
const CHUNK = 256;

/** Applies `predict` to all rows, a chunk at a time, and reads the results back as one flat array. */
export async function predictRows(
  inputs: Rows<Float32Array> | Rows<Uint8Array>,
  predict: (inputs: tf.Tensor) => tf.Tensor,
): Promise<Float32Array> {
  const size = rowSize(inputs);
  const rows = inputs.values.length / size;
  const chunks: Float32Array[] = [];
  for (let start = 0; start < rows; start += CHUNK) {
    const outputs = tf.tidy(() => {
      const values = inputs.values.subarray(start * size, (start + CHUNK) * size);
      return predict(rowsTensor({ values, rowShape: inputs.rowShape }));
    });
    chunks.push(Float32Array.from(await outputs.data()));
    outputs.dispose();
  }
  const all = new Float32Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    all.set(chunk, offset);
    offset += chunk.length;
  }
  return all;
}
