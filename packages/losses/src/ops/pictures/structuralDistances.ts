import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../../autodiff/stopGradient.ts';
import { relu } from '../relu.ts';
import { gaussianWeights, windowMeans } from './windowMeans.ts';

/** What the similarity of two windows depends on beside their pixels. */
export interface SimilarityOptions {
  readonly windowSize: number;
  readonly sigma: number;
  readonly k1: number;
  readonly k2: number;
  readonly dataRange: number;
}

/** The options of all losses of structural similarity. */
export const similarityOptions = {
  windowSize: { kind: 'number', default: 11, atLeast: 1, integer: true },
  sigma: { kind: 'number', default: 1.5, above: 0 },
  k1: { kind: 'number', default: 0.01, above: 0 },
  k2: { kind: 'number', default: 0.03, above: 0 },
  dataRange: { kind: 'number', default: 1, above: 0 },
} as const;

/** Of pixels that are at most 1: far above where its square underflows. */
const LEAST_CONSTANT = 1e-12;

/** How much the windows of two pictures differ, one value per window and channel: [rows, channels, …]. */
export interface StructuralDistances {
  /** 1 − (2 μ_x μ_y + C₁) / (μ_x² + μ_y² + C₁) */
  readonly ofMeans: tf.Tensor;
  /** 1 − (2 σ_xy + C₂) / (σ_x² + σ_y² + C₂) */
  readonly ofStructure: tf.Tensor;
}

/** One value per picture, [rows, 1, 1, 1], which the gradient treats as a constant. */
function largestOf(pictures: readonly tf.Tensor[]): tf.Tensor {
  return stopGradient([...pictures], () =>
    pictures.map((x) => tf.max(tf.abs(x), [1, 2, 3], true)).reduce((a, b) => tf.maximum(a, b)),
  );
}

/** The mean of each plane, [rows, channels, 1, 1], as a constant. */
function centresOf(planes: tf.Tensor): tf.Tensor {
  return stopGradient([planes], () => tf.mean(planes, [2, 3], true));
}

/**
 * What is missing to a similarity of 1 in each window of two pictures [rows, channels, height, width]: (μ_x − μ_y)² / (μ_x² +
 * μ_y² + C₁) and the same of the variance of x − y. So nothing cancels where pictures are nearly equal. Variances don't
 * depend on what is subtracted from all pixels, and are most exact from pixels around 0.
 */
export function structuralDistances(
  yTrue: tf.Tensor,
  yPred: tf.Tensor,
  { windowSize, sigma, k1, k2, dataRange }: SimilarityOptions,
): StructuralDistances {
  const weights = gaussianWeights(windowSize, sigma);
  // Pixels far beyond their range would overflow when squared.
  const scale = stopGradient([yTrue, yPred], () =>
    tf.maximum(tf.div(largestOf([yTrue, yPred]), dataRange), 1),
  );
  const unit = tf.mul(scale, dataRange);
  const constantOf = (k: number) =>
    stopGradient([scale], () => tf.maximum(tf.square(tf.div(k, scale)), LEAST_CONSTANT));
  const [x, y] = [tf.div(yTrue, unit), tf.div(yPred, unit)];
  const [centreOfX, centreOfY] = [centresOf(x), centresOf(y)];
  const [fromX, fromY] = [tf.sub(x, centreOfX), tf.sub(y, centreOfY)];
  const apart = tf.sub(fromX, fromY);

  const [rows = 0, channels = 0, height = 0, width = 0] = x.shape;
  const maps = tf.stack([fromX, apart, tf.square(fromX), tf.square(fromY), tf.square(apart)]);
  const means = windowMeans(tf.reshape(maps, [5 * rows * channels, height, width]), weights);
  const [columns = 0, lines = 0] = means.shape.slice(1);
  const [ofX, ofApart, squareOfX, squareOfY, squareOfApart] = tf.unstack(
    tf.reshape(means, [5, rows, channels, columns, lines]),
  );
  if (!ofX || !ofApart || !squareOfX || !squareOfY || !squareOfApart) {
    throw new TypeError('structuralDistances: expected five maps.');
  }
  const ofY = tf.sub(ofX, ofApart);
  // Below 0 only by rounding.
  const variance = (square: tf.Tensor, mean: tf.Tensor) => relu(tf.sub(square, tf.square(mean)));
  const [meanX, meanY] = [tf.add(ofX, centreOfX), tf.add(ofY, centreOfY)];
  const gap = tf.add(ofApart, tf.sub(centreOfX, centreOfY));
  return {
    ofMeans: tf.div(tf.square(gap), tf.add(tf.add(tf.square(meanX), tf.square(meanY)), constantOf(k1))),
    ofStructure: tf.div(
      variance(squareOfApart, ofApart),
      tf.add(tf.add(variance(squareOfX, ofX), variance(squareOfY, ofY)), constantOf(k2)),
    ),
  };
}

/** 1 − SSIM of each window: what both distances come to together. */
export function togetherOf({ ofMeans, ofStructure }: StructuralDistances): tf.Tensor {
  return tf.sub(tf.add(ofMeans, ofStructure), tf.mul(ofMeans, ofStructure));
}
