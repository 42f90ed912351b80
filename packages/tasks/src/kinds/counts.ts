import type { Rows } from '@losskit/data';
import {
  type CountsBatch,
  METRICS,
  meanAbsoluteError,
  poissonDeviance,
  type RegressionBatch,
  rmse,
} from '@losskit/metrics';
import * as tf from '@tensorflow/tfjs-core';

import { answersInNumbers } from './answers.ts';
import { medianRow } from './lossAxes.ts';
import type { TargetKind } from './TargetKind.ts';
import { columnMeans, flatSize, oneOutput, valueProblem } from './values.ts';

/** The smallest rate that a deviance is computed of: a rate of 0 would make one count infinitely surprising. */
const SMALLEST_RATE = 1e-12;

/** Logarithms of counts; of 0 that of a half, which has one. */
function logCounts(targets: tf.Tensor): tf.Tensor {
  return tf.log(tf.maximum(targets, 0.5));
}

/** Whole numbers ≥ 0: float64 targets against logarithms of rates. Predictions are rates. */
export const counts: TargetKind<RegressionBatch & CountsBatch> = {
  name: 'counts',
  dtype: 'float64',
  standardLoss: 'poissonNll',
  commonLosses: [
    'poissonNll',
    'meanSquaredError',
    'meanAbsoluteError',
    'huber',
    'meanSquaredLogarithmicError',
  ],
  learningRates: [0.001, 0.003, 0.01, 0.03, 0.1],
  fits: ({ target, prediction, layout }) =>
    layout.inputs.length === 2 &&
    (target === 'counts' ||
      target === 'nonnegative continuous' ||
      (target === 'continuous' && prediction === 'values')),
  shapeOf: ({ rowShape }) => ({ rowShape, width: flatSize(rowShape) }),
  problemOf: (targets) =>
    valueProblem(
      targets,
      'a count (a whole number of at least 0)',
      (value) => Number.isInteger(value) && value >= 0,
    ),
  outputSpace: 'logRates',
  outputs: ({ rowShape, width }) =>
    width === 1
      ? '[rows] or [rows, 1] logarithms of rates'
      : `[rows, ${rowShape.join(', ')}] logarithms of rates`,
  accepts: (outputs, rows, { width }) => outputs instanceof tf.Tensor && outputs.size === rows * width,
  link: ({ prediction }) => ({
    call(targets, outputs) {
      const logRates = tf.reshape(oneOutput(outputs), targets.shape);
      return { inputs: [targets, prediction === 'logRates' ? logRates : tf.exp(logRates)] };
    },
  }),
  predictions: (outputs, { rowShape }) => tf.exp(tf.reshape(oneOutput(outputs), [-1, ...rowShape])),
  trivial: columnMeans,
  metrics: [poissonDeviance, rmse, meanAbsoluteError],
  namedMetrics: [...METRICS.counts, ...METRICS.regression],
  metricBatch(targets: Rows, predictions, { width }) {
    return {
      targets: Float64Array.from(targets.values),
      predicted: predictions.values,
      rates: predictions.values.map((rate) => Math.max(rate, SMALLEST_RATE)),
      columns: width,
    };
  },
  figures: [],
  views: {
    axis: {
      name: 'log ratio',
      example: medianRow,
      outputs: (x, target) => tf.add(logCounts(target), x),
      positions: (targets, outputs) =>
        tf.sub(tf.reshape(oneOutput(outputs), targets.shape), logCounts(targets)),
    },
    answers: answersInNumbers,
  },
};
