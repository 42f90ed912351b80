import * as tf from '@tensorflow/tfjs-core';
import { checkNumeric } from '../contract/checks.ts';
import type { Layout } from '../contract/Layout.ts';
import { broadcastTo } from '../ops/broadcastTo.ts';
import { elementwise } from './elementwise.ts';

const oneVarianceEach = elementwise(
  [
    ['yTrue', 'targets'],
    ['mean', 'predicted means'],
    ['variance', 'predicted variances'],
  ],
  1,
);

/**
 * The rows of a table of targets as a column: [n,1] for variances of shape [n] or [n,1] against targets
 * [n,d].
 */
function columnOf(variance: tf.Tensor, yTrue: tf.Tensor): number[] | undefined {
  const column = [...yTrue.shape.slice(0, -1), 1];
  const given = variance.shape.join();
  const isColumn = yTrue.rank > 1 && (given === column.join() || given === column.slice(0, -1).join());
  return isColumn ? column : undefined;
}

/** Targets, means and variances of one shape, or one variance per row; the formula sees one shape. */
export const meanAndVariance: Layout = {
  ...oneVarianceEach,
  check(where, inputs) {
    const [yTrue, mean, variance] = inputs;
    if (!yTrue || !mean || !variance || !columnOf(variance, yTrue))
      return oneVarianceEach.check(where, inputs);
    checkNumeric(where, 'variance', variance);
    return oneVarianceEach.check(where, [yTrue, mean, mean]);
  },
  prepare(where, inputs, ...rest) {
    const [yTrue, mean, variance] = inputs;
    const column = yTrue && variance && columnOf(variance, yTrue);
    if (!column || !mean) return oneVarianceEach.prepare(where, inputs, ...rest);
    const each = broadcastTo(tf.reshape(variance, column), mean.shape);
    return oneVarianceEach.prepare(where, [yTrue, mean, each], ...rest);
  },
};

/** Option of every loss of variances. */
export const varianceOptions = {
  eps: {
    kind: 'number',
    default: 1e-6,
    above: 0,
  },
} as const;
