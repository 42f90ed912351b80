import type { Rows } from '@losskit/data';
import {
  METRICS,
  meanAbsoluteError,
  medianAbsoluteError,
  type RegressionBatch,
  rmse,
  rSquared,
} from '@losskit/metrics';
import type { Tensors } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs-core';
import { answersInNumbers } from './answers.ts';
import { medianRow } from './lossAxes.ts';
import type { TargetKind } from './TargetKind.ts';
import { columnMeans, flatSize, oneOutput } from './values.ts';

/** Real values, one or several columns: float64 targets against predictions of their shape, or [rows, 1] for one column. */
export const continuous: TargetKind<RegressionBatch> = {
  name: 'continuous',
  dtype: 'float64',
  standardLoss: 'meanSquaredError',
  commonLosses: ['meanSquaredError', 'meanAbsoluteError', 'huber'],
  learningRates: [0.003, 0.01, 0.03, 0.1, 0.3],
  fits: ({ target, prediction, layout }) =>
    ['continuous', 'boxes'].includes(target) && prediction === 'values' && layout.inputs.length === 2,
  needsOtherOutputs: ({ target }) => target === 'boxes',
  shapeOf: ({ rowShape }) => ({ rowShape, width: flatSize(rowShape) }),
  problemOf: () => undefined,
  outputs: ({ rowShape, width }) =>
    width === 1 ? '[rows] or [rows, 1] values' : `[rows, ${rowShape.join(', ')}] values`,
  accepts: (outputs, rows, { width }) => outputs instanceof tf.Tensor && outputs.size === rows * width,
  link: () => ({
    call: (targets, outputs) => ({ inputs: [targets, asTargets(outputs, targets.shape)] }),
  }),
  predictions: (outputs, { rowShape }) => asTargets(outputs, [-1, ...rowShape]),
  trivial: columnMeans,
  metrics: [rmse, meanAbsoluteError, medianAbsoluteError, rSquared],
  namedMetrics: METRICS.regression,
  metricBatch: (targets: Rows, predictions, { width }) => ({
    targets: Float64Array.from(targets.values),
    predicted: predictions.values,
    columns: width,
  }),
  figures: ['fitted plane'],
  views: {
    axis: {
      name: 'residual',
      example: medianRow,
      outputs: (x, target) => tf.add(target, x),
      positions: (targets, outputs) => tf.sub(asTargets(outputs, targets.shape), targets),
    },
    answers: answersInNumbers,
  },
};

/** [rows, 1] becomes [rows]: against [rows] it would broadcast to [rows, rows]. */
function asTargets(outputs: Tensors, shape: number[]): tf.Tensor {
  const output = oneOutput(outputs);
  return tf.util.arraysEqual(output.shape, shape) ? output : tf.reshape(output, shape);
}
