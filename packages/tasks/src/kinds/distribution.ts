import type { FloatRows } from '@losskit/data';
import {
  continuousRankedProbabilityScore,
  type DistributionBatch,
  intervalCoverageError,
  METRICS,
  negativeLogLikelihood,
  type RegressionBatch,
  rmse,
} from '@losskit/metrics';
import type { Tensors } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs-core';

import { meanDifferences, numbersInWords } from './answers.ts';
import { medianRow } from './lossAxes.ts';
import type { TargetKind } from './TargetKind.ts';
import type { TargetShape } from './TargetShape.ts';
import { columnMeans, flatSize } from './values.ts';

/** The least variance that is predicted: the default of `gaussianNll`. */
const SMALLEST_VARIANCE = 1e-6;

/** Means and variances of the targets' shape: two outputs by name, or one whose last axis has means, then raw variances. */
function momentsOf(outputs: Tensors, rowShape: readonly number[]): { mean: tf.Tensor; variance: tf.Tensor } {
  const shape = [-1, ...rowShape];
  if (!(outputs instanceof tf.Tensor)) {
    const { mean, variance } = outputs;
    if (mean && variance) return { mean: tf.reshape(mean, shape), variance: tf.reshape(variance, shape) };
  }
  const [mean, raw] = outputs instanceof tf.Tensor ? tf.split(outputs, 2, -1) : [];
  if (!mean || !raw) throw new RangeError('distribution: expected the outputs mean and variance.');
  return {
    mean: tf.reshape(mean, shape),
    variance: tf.add(tf.softplus(tf.reshape(raw, shape)), SMALLEST_VARIANCE),
  };
}

/** The raw variance whose softplus is 1. */
const RAW_OF_ONE = Math.log(Math.E - 1);

/** Predictions have all means of a row, then all its variances. */
function halves(predictions: FloatRows, { width }: TargetShape) {
  const of = (half: number) =>
    predictions.values.filter((_, place) => Math.floor((place % (2 * width)) / width) === half);
  return { means: of(0), variances: of(1) };
}

/**
 * Real values and how sure the model is of them: float64 targets against a mean and a variance each, as the outputs
 * `{ mean, variance }`, or as one [rows, 2 · columns] of means and raw variances, of which the softplus is the variance.
 */
export const distribution: TargetKind<DistributionBatch & RegressionBatch> = {
  name: 'distribution',
  dtype: 'float64',
  standardLoss: 'gaussianNll',
  commonLosses: ['gaussianNll'],
  learningRates: [0.001, 0.003, 0.01, 0.03, 0.1],
  fits: ({ prediction, layout }) => prediction === 'mean and variance' && layout.inputs.length === 3,
  shapeOf: ({ rowShape }) => ({ rowShape, width: flatSize(rowShape) }),
  problemOf: () => undefined,
  outputs: ({ width }) =>
    `{ mean, variance } of the targets' shape, or [rows, ${2 * width}] means and raw variances`,
  accepts: (outputs, rows, { width }) =>
    outputs instanceof tf.Tensor
      ? tf.util.arraysEqual(outputs.shape, [rows, 2 * width])
      : outputs.mean?.size === rows * width && outputs.variance?.size === rows * width,
  link: (_declaration, { rowShape }) => ({
    call(targets, outputs) {
      const { mean, variance } = momentsOf(outputs, rowShape);
      return { inputs: [targets, mean, variance] };
    },
  }),
  predictions(outputs, { rowShape, width }) {
    const { mean, variance } = momentsOf(outputs, rowShape);
    return tf.concat([tf.reshape(mean, [-1, width]), tf.reshape(variance, [-1, width])], -1);
  },
  trivial(train, shape, rows) {
    const { width } = shape;
    const means = columnMeans(train, shape, 1).values;
    const count = train.values.length / width;
    const row = new Float64Array(2 * width);
    row.set(means);
    train.values.forEach((value, place) => {
      const column = place % width;
      row[width + column] = (row[width + column] ?? 0) + (value - (means[column] ?? 0)) ** 2 / count;
    });
    const values = new Float64Array(rows * row.length);
    for (let index = 0; index < rows; index++) values.set(row, index * row.length);
    return {
      values: values.map((value, place) =>
        place % (2 * width) < width ? value : Math.max(value, SMALLEST_VARIANCE),
      ),
      rowShape: [2 * width],
    };
  },
  metrics: [negativeLogLikelihood, continuousRankedProbabilityScore, intervalCoverageError, rmse],
  namedMetrics: [...METRICS.distribution, ...METRICS.regression],
  metricBatch(targets, predictions, shape) {
    const { means, variances } = halves(predictions, shape);
    return { targets: Float64Array.from(targets.values), means, variances, predicted: means };
  },
  figures: [],
  views: {
    axis: {
      name: 'residual',
      example: medianRow,
      outputs(x, target) {
        const means = tf.reshape(tf.add(target, x), [1, -1]);
        return tf.concat([means, tf.fill(means.shape, RAW_OF_ONE)], 1);
      },
      positions: (targets, outputs, { rowShape }) =>
        tf.sub(tf.reshape(momentsOf(outputs, rowShape).mean, targets.shape), targets),
    },
    answers: {
      distances(one, other, shape) {
        const meansOf = (predictions: FloatRows) => ({
          values: halves(predictions, shape).means,
          rowShape: [shape.width],
        });
        return meanDifferences(meansOf(one), meansOf(other));
      },
      ofPrediction(values, { width }) {
        const all = Array.from(values);
        return `${numbersInWords(all.slice(0, width))} ± ${numbersInWords(all.slice(width).map(Math.sqrt))}`;
      },
      ofTarget: numbersInWords,
    },
  },
};
