import * as tf from '@tensorflow/tfjs-core';

/** Outputs that are computed by one product: more of them would multiply more zeros, fewer take more products. */
const TILE = 32;

/** The weights of a window: a normal distribution around its middle, with sum 1. */
export function gaussianWeights(size: number, sigma: number): number[] {
  const weights = Array.from({ length: size }, (_, place) =>
    Math.exp(-(((place - (size - 1) / 2) / sigma) ** 2) / 2),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** The matrix that a row is multiplied by to become the weighted means of all its windows. */
function bandOf(weights: readonly number[], outputs: number): tf.Tensor2D {
  const length = outputs + weights.length - 1;
  return tf.tensor2d(
    Array.from({ length: length * outputs }, (_, place) => {
      const [input, output] = [Math.floor(place / outputs), place % outputs];
      return weights[input - output] ?? 0;
    }),
    [length, outputs],
  );
}

/** The weighted means of all windows of each row of [rows, length]. */
function meansOfRows(x: tf.Tensor, weights: readonly number[]): tf.Tensor {
  const [rows = 0, length = 0] = x.shape;
  const outputs = length - weights.length + 1;
  const overlap = weights.length - 1;
  const tile = Math.max(TILE, overlap);
  if (outputs <= tile) return tf.matMul(tf.reshape(x, [rows, length]), bandOf(weights, outputs));
  // Each tile sees its own numbers and the first of the next tile.
  const tiles = Math.ceil(outputs / tile);
  const padded = tf.pad(x, [
    [0, 0],
    [0, (tiles + 1) * tile - length],
  ]);
  const parts = tf.reshape(padded, [rows, tiles + 1, tile]);
  const own = tf.slice(parts, [0, 0, 0], [rows, tiles, tile]);
  const seen = overlap > 0 ? tf.concat([own, tf.slice(parts, [0, 1, 0], [rows, tiles, overlap])], 2) : own;
  const flat: tf.Tensor2D = tf.reshape(seen, [rows * tiles, tile + overlap]);
  const means = tf.reshape(tf.matMul(flat, bandOf(weights, tile)), [rows, tiles * tile]);
  return tf.slice(means, [0, 0], [rows, outputs]);
}

/**
 * The weighted means of all windows that lie inside of planes [planes, height, width], with the axes of the windows in
 * the other order: [planes, columns, rows]. The weights of a window are products of those along both axes.
 *
 * By products with matrices that have the weights around their diagonal: every backend has the gradient of these, and
 * not that of a convolution by depth.
 */
export function windowMeans(planes: tf.Tensor, weights: readonly number[]): tf.Tensor {
  const [count = 0, height = 0, width = 0] = planes.shape;
  const columns = width - weights.length + 1;
  const rows = height - weights.length + 1;
  const alongWidth = meansOfRows(tf.reshape(planes, [count * height, width]), weights);
  const turned = tf.transpose(tf.reshape(alongWidth, [count, height, columns]), [0, 2, 1]);
  const alongHeight = meansOfRows(tf.reshape(turned, [count * columns, height]), weights);
  return tf.reshape(alongHeight, [count, columns, rows]);
}
