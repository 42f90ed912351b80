import * as tf from '@tensorflow/tfjs-core';

import { stopGradient } from '../autodiff/stopGradient.ts';
import { gaussianWindows } from './gaussianWindows.ts';
import { relu } from './relu.ts';

/** The options of SSIM. */
export interface SsimOptions {
  readonly maxValue: number;
  readonly windowSize: number;
  readonly sigma: number;
  readonly k1: number;
  readonly k2: number;
}

/** The mean of each channel of each picture, which the gradient sees as a constant. */
function levelsOf(x: tf.Tensor): tf.Tensor {
  return stopGradient([x], () => tf.mean(x, [1, 2], true));
}

/** The two factors of SSIM, each as its distance from 1, for every window and channel. */
export interface Dissimilarity {
  /** (μx − μy)² / (μx² + μy² + C1) */
  readonly luminance: tf.Tensor;
  /** The variance of x − y over (σx² + σy² + C2). */
  readonly structure: tf.Tensor;
}

/**
 * How much two pictures [pictures, height, width, channels] differ in the windows that lie inside of them.
 *
 * The usual fractions (2 μx μy + C1) / (μx² + μy² + C1) and (2 σxy + C2) / (σx² + σy² + C2) are 1 minus these. They keep the digits of
 * pictures that hardly differ, where a difference of 1 and the fractions loses them. For the same reason variances are of
 * pictures whose level is taken off: a bright flat region has large squares and no variance.
 */
export function structuralDissimilarity(
  x: tf.Tensor,
  y: tf.Tensor,
  { maxValue, windowSize, sigma, k1, k2 }: SsimOptions,
): Dissimilarity {
  const [levelX, levelY] = [levelsOf(x), levelsOf(y)];
  const [flatX, flatY] = [tf.sub(x, levelX), tf.sub(y, levelY)];
  const maps = [flatX, flatY, tf.square(tf.sub(flatX, flatY)), tf.add(tf.square(flatX), tf.square(flatY))];
  // Together, because one convolution of many channels is faster than many of one.
  const windows = gaussianWindows(tf.concat(maps, -1), windowSize, sigma);
  const [meanX = x, meanY = y, squaredGap = x, squares = x] = tf.split(windows, maps.length, -1);
  const variance = (meanSquare: tf.Tensor, squaredMean: tf.Tensor) => relu(tf.sub(meanSquare, squaredMean));
  const [muX, muY] = [tf.add(meanX, levelX), tf.add(meanY, levelY)];
  return {
    luminance: tf.div(
      tf.square(tf.sub(muX, muY)),
      tf.add(tf.add(tf.square(muX), tf.square(muY)), (k1 * maxValue) ** 2),
    ),
    structure: tf.div(
      variance(squaredGap, tf.square(tf.sub(meanX, meanY))),
      tf.add(variance(squares, tf.add(tf.square(meanX), tf.square(meanY))), (k2 * maxValue) ** 2),
    ),
  };
}
