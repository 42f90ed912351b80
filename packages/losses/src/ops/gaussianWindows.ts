import * as tf from '@tensorflow/tfjs-core';

import { withGradient } from '../autodiff/withGradient.ts';

/** Weights of a Gaussian over so many pixels, around their middle; their sum is 1. */
function gaussian(size: number, sigma: number): number[] {
  const heights = Array.from({ length: size }, (_, place) => {
    const distance = (place - (size - 1) / 2) / sigma;
    return Math.exp(-(distance ** 2) / 2);
  });
  const total = heights.reduce((sum, height) => sum + height, 0);
  return heights.map((height) => height / total);
}

/** The windows of each channel along columns, then along rows. */
function convolved(x: tf.Tensor, weights: number[]): tf.Tensor {
  const [pictures = 0, height = 0, width = 0, channels = 0] = x.shape;
  const repeated = tf.tile(tf.tensor2d(weights, [weights.length, 1]), [1, channels]);
  const down: tf.Tensor4D = tf.reshape(repeated, [weights.length, 1, channels, 1]);
  const across: tf.Tensor4D = tf.reshape(repeated, [1, weights.length, channels, 1]);
  const numbers: tf.Tensor4D = tf.reshape(x, [pictures, height, width, channels]);
  return tf.depthwiseConv2d(tf.depthwiseConv2d(numbers, down, 1, 'valid'), across, 1, 'valid');
}

function withPadding(x: tf.Tensor, by: number): tf.Tensor {
  return tf.pad(x, [
    [0, 0],
    [by, by],
    [by, by],
    [0, 0],
  ]);
}

/**
 * The weighted mean of each window that lies inside of its picture, [pictures, height, width, channels] with `size` − 1
 * rows and columns less, by Gaussian weights.
 *
 * A Gaussian in the plane is one along rows after one along columns, so that a window of 11 × 11 costs 22 products per
 * pixel, not 121.
 */
export function gaussianWindows(x: tf.Tensor, size: number, sigma: number): tf.Tensor {
  const weights = gaussian(size, sigma);
  return withGradient(
    x,
    (numbers) => convolved(numbers, weights),
    // The weights read the same from both ends: the slope of a pixel is the sum over the windows around it. tfjs's own
    // gradient needs a kernel that wasm lacks.
    (dy) => gaussianWindows(withPadding(dy, size - 1), size, sigma),
  );
}
