import * as tf from '@tensorflow/tfjs-core';

import { loadNative, NATIVE_BACKEND } from './loadNative.ts';

const TOLERANCE = 1e-4;

/** Numbers without a pattern, the same everywhere. */
function sines(shape: number[]): tf.Tensor {
  const size = shape.reduce((product, side) => product * side, 1);
  return tf.reshape(tf.sin(tf.mul(tf.range(1, size + 1, 1), 1.7)), shape);
}

/** Loss and gradients of one training step of a small convolution network. */
function step(): Float32Array[] {
  return tf.tidy(() => {
    const pictures = tf.reshape<tf.Rank.R4>(sines([4 * 8 * 8 * 3]), [4, 8, 8, 3]);
    const classes = tf.oneHot(tf.tensor1d([0, 1, 2, 1], 'int32'), 3);
    const filters = tf.reshape<tf.Rank.R4>(sines([3 * 3 * 3 * 4]), [3, 3, 3, 4]);
    const weights = tf.reshape<tf.Rank.R2>(sines([64 * 3]), [64, 3]);
    const { value, grads } = tf.valueAndGrads((kernel, dense) => {
      if (!kernel || !dense) throw new TypeError('probe: expected two variables, got fewer.');
      const features = tf.relu(tf.conv2d(pictures, tf.reshape<tf.Rank.R4>(kernel, [3, 3, 3, 4]), 1, 'same'));
      const pooled = tf.reshape<tf.Rank.R2>(tf.maxPool(features, 2, 2, 'valid'), [4, 64]);
      const scores = tf.logSoftmax(tf.matMul(pooled, tf.reshape<tf.Rank.R2>(dense, [64, 3])));
      return tf.neg(tf.mean(tf.sum(tf.mul(classes, scores), -1)));
    })([filters, weights]);
    return [value, ...grads].map((tensor) => Float32Array.from(tensor.dataSync()));
  });
}

/** Loads native TensorFlow from the folder, trains a step with it and with plain JavaScript, and compares. */
async function probe(folder: string): Promise<string> {
  tf.enableProdMode();
  const tensorflow = loadNative(folder);
  await tf.setBackend('cpu');
  const wanted = step().flatMap((values) => [...values]);
  await tf.setBackend(NATIVE_BACKEND);
  const found = step().flatMap((values) => [...values]);
  wanted.forEach((value, index) => {
    const got = found[index] ?? Number.NaN;
    if (!(Math.abs(got - value) <= TOLERANCE * (1 + Math.abs(value)))) {
      throw new Error(`a training step gives ${got} where plain JavaScript gives ${value}`);
    }
  });
  return tensorflow;
}

try {
  process.stdout.write(`${JSON.stringify({ tensorflow: await probe(process.argv[2] ?? '') })}\n`);
} catch (error) {
  process.stdout.write(
    `${JSON.stringify({ problem: error instanceof Error ? error.message : String(error) })}\n`,
  );
}
