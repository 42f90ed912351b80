import type { Rows } from '@losskit/data';
import type { LossDeclaration } from '@losskit/losses/contract';
import type { CountsBatch, RegressionBatch } from '@losskit/metrics';
import * as tf from '@tensorflow/tfjs-core';

import { answersInNumbers } from './answers.ts';
import { medianRow } from './lossAxes.ts';
import type { TargetKind } from './TargetKind.ts';
import { columnMeans, flatSize, oneOutput, valueProblem } from './values.ts';

/** What one kind of numbers that are not negative has for itself. */
interface LogRateTargets {
  /** What a target must be, in words. */
  readonly target: string;
  isTarget(value: number): boolean;
  /** What such numbers are called in a loss's declaration, beside `nonnegative continuous`. */
  readonly declared: readonly LossDeclaration['target'][];
  /** What the outputs are logarithms of. */
  readonly expected: string;
  /** The target whose logarithm stands for those below it, such as that of 0. */
  readonly smallest: number;
}

/** Numbers of which a model gives the logarithm of the expectation: what kinds of them have in common. */
export function logRates({ target, isTarget, declared, expected, smallest }: LogRateTargets) {
  const logTargets = (targets: tf.Tensor) => tf.log(tf.maximum(targets, smallest));
  return {
    dtype: 'float64',
    learningRates: [0.001, 0.003, 0.01, 0.03, 0.1],
    fits: ({ target, prediction, layout }) =>
      layout.inputs.length === 2 &&
      (declared.includes(target) ||
        target === 'nonnegative continuous' ||
        (target === 'continuous' && prediction === 'values')),
    shapeOf: ({ rowShape }) => ({ rowShape, width: flatSize(rowShape) }),
    problemOf: (targets) => valueProblem(targets, target, isTarget),
    outputSpace: 'logRates',
    outputs: ({ rowShape, width }) =>
      width === 1
        ? `[rows] or [rows, 1] logarithms of ${expected}`
        : `[rows, ${rowShape.join(', ')}] logarithms of ${expected}`,
    accepts: (outputs, rows, { width }) => outputs instanceof tf.Tensor && outputs.size === rows * width,
    link: ({ prediction }) => ({
      call(targets, outputs) {
        const logs = tf.reshape(oneOutput(outputs), targets.shape);
        return { inputs: [targets, prediction === 'logRates' ? logs : tf.exp(logs)] };
      },
    }),
    predictions: (outputs, { rowShape }) => tf.exp(tf.reshape(oneOutput(outputs), [-1, ...rowShape])),
    trivial: columnMeans,
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
        outputs: (x, target) => tf.add(logTargets(target), x),
        positions: (targets, outputs) =>
          tf.sub(tf.reshape(oneOutput(outputs), targets.shape), logTargets(targets)),
      },
      answers: answersInNumbers,
    },
  } satisfies Partial<TargetKind<RegressionBatch & CountsBatch>>;
}

/** The smallest rate that a deviance is computed of: a rate of 0 would make one count infinitely surprising. */
const SMALLEST_RATE = 1e-12;
