import { ArgumentRangeError, ArgumentTypeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';
import { checkClassRow, checkNumeric, describeShape } from '../contract/checks.ts';
import type { Layout } from '../contract/Layout.ts';
import { weightedTargets } from '../ops/crossEntropy/weightedTargets.ts';
import { replaceWhere } from '../ops/replaceWhere.ts';
import { toFloat } from '../ops/toFloat.ts';
import { checkClassLabels, labelDistributions, maskLabels } from './classLabels.ts';
import { hardTargets } from './hardTargets.ts';

/** Options of every loss over classes. */
export const classOptions = {
  classWeights: {
    kind: 'tensor',
  },
  ignoreIndex: {
    kind: 'number',
    integer: true,
    default: -100,
  },
} as const;

/** Options of the losses over classes for which softened targets make sense. */
export const smoothableClassOptions = {
  ...classOptions,
  labelSmoothing: {
    kind: 'number',
    default: 0,
    atLeast: 0,
    atMost: 1,
  },
} as const;

/**
 * Rows of class scores, a loss per row. Labels are class ids (int32, the prediction's shape without its last
 * axis) or distributions over the classes (the prediction's shape); the shape decides.
 *
 * The formula receives the targets as weighted distributions: for class id y, target t = one-hot(y),
 * smoothing ε and class weights w, that is w · ((1 − ε) · t + ε / classes). The mean divides by Σ w · t, so a
 * one-hot distribution and its class id give the same number.
 *
 * @param neutral - A score at which the formula is finite when the whole row has it.
 */
export function classRows(prediction: string, meaning: string, neutral: number): Layout {
  return {
    inputs: [
      {
        name: 'labels',
        shape: '[…] or […, classes]',
        meaning: 'class ids, or distributions over the classes',
        dtype: 'either',
        perElement: 'row',
      },
      { name: prediction, shape: '[…, classes]', meaning, dtype: 'float32', perElement: 'row' },
    ],
    unreduced: '[…]',

    check(where, [labels, scores]) {
      if (!labels || !scores) throw new ArgumentTypeError(`${where}: expected labels and ${prediction}.`);
      checkNumeric(where, prediction, scores);
      const classes = scores.shape.at(-1);
      if (!classes) {
        throw new ArgumentRangeError(
          `${where}: expected ${prediction} of shape [...,classes] with at least one class, ` +
            `got ${describeShape(scores.shape)}.`,
        );
      }
      const rows = scores.shape.slice(0, -1);
      checkClassLabels(where, labels, rows, classes);
      return rows;
    },

    checkOptions(where, [, scores], { classWeights }) {
      checkClassRow(where, 'classWeights', classWeights, scores?.shape.at(-1) ?? 0);
    },

    prepare(where, [labels, scores], options, given, shape) {
      if (!labels || !scores) throw new ArgumentTypeError(`${where}: expected labels and ${prediction}.`);
      const classes = scores.shape.at(-1) ?? 0;
      const { classWeights, ignoreIndex, labelSmoothing } = options;
      const masked = maskLabels(labels, shape.length, classes, Number(ignoreIndex), given);
      const { validMask, invalid } = masked;
      const targets = labelDistributions(masked, classes);
      const smoothing = typeof labelSmoothing === 'number' ? labelSmoothing : 0;
      const weights = classWeights instanceof tf.Tensor ? classWeights : undefined;
      const weighted = weightedTargets(targets, smoothing, weights);
      if (labels.rank < scores.rank && smoothing === 0) hardTargets.add(weighted);
      const rowMask = validMask && tf.expandDims(validMask, -1);
      const numbers = toFloat(scores);
      return {
        inputs: [weighted, rowMask ? replaceWhere(tf.logicalNot(rowMask), numbers, neutral) : numbers],
        shape,
        validMask,
        innerWeights: weights && tf.sum(tf.mul(targets, weights), -1),
        invalid,
      };
    },
  };
}
