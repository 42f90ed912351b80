import { ArgumentRangeError, ArgumentTypeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../autodiff/stopGradient.ts';
import { checkClassRow, checkNumeric, describeShape } from '../contract/checks.ts';
import type { Layout } from '../contract/Layout.ts';
import { replaceWhere } from '../ops/replaceWhere.ts';
import { toFloat } from '../ops/toFloat.ts';
import { checkIdRows, maskLabels } from './classLabels.ts';
import { classOptions } from './classRows.ts';

/** Options of every loss over ordered classes. */
export const ordinalOptions = {
  ignoreIndex: classOptions.ignoreIndex,
} as const;

/**
 * Rows with one of several classes in an order, a loss per row. Between K classes lie K − 1 thresholds, and the
 * logits have one entry for each: logit k is the log odds of a class above k.
 *
 * The formula receives in the place of labels how many classes the class is above each threshold, […, classes − 1]: 0
 * where it stops at it, below 0 where it does not even reach it.
 */
export const ordinalRows: Layout = {
  inputs: [
    {
      name: 'labels',
      shape: '[…]',
      meaning: 'class ids in the order of the classes',
      dtype: 'int32',
      perElement: 'scalar',
    },
    {
      name: 'logits',
      shape: '[…, classes − 1]',
      meaning: 'log odds of a class above each threshold',
      dtype: 'float32',
      perElement: 'row',
    },
  ],
  unreduced: '[…]',

  check(where, [labels, logits]) {
    if (!labels || !logits) throw new ArgumentTypeError(`${where}: expected labels and logits.`);
    checkNumeric(where, 'labels', labels);
    checkNumeric(where, 'logits', logits);
    if (!logits.shape.at(-1)) {
      throw new ArgumentRangeError(
        `${where}: expected logits of shape [...,classes - 1] for at least two classes, ` +
          `got ${describeShape(logits.shape)}.`,
      );
    }
    const rows = logits.shape.slice(0, -1);
    checkIdRows(where, labels, rows);
    return rows;
  },

  checkOptions(where, [, logits], { importanceWeights }) {
    checkClassRow(where, 'importanceWeights', importanceWeights, logits?.shape.at(-1) ?? 0, 'thresholds');
  },

  prepare(where, [labels, logits], { ignoreIndex }, given, shape) {
    if (!labels || !logits) throw new ArgumentTypeError(`${where}: expected labels and logits.`);
    const thresholds = logits.shape.at(-1) ?? 0;
    const masked = maskLabels(labels, shape.length, thresholds + 1, Number(ignoreIndex), given);
    const { validMask, invalid } = masked;
    const ids = tf.expandDims(masked.labels, -1);
    const heights = stopGradient([ids], () =>
      tf.cast(tf.sub(ids, tf.range(0, thresholds, 1, 'int32')), 'float32'),
    );
    const numbers = toFloat(logits);
    return {
      inputs: [
        heights,
        validMask ? replaceWhere(tf.logicalNot(tf.expandDims(validMask, -1)), numbers, 0) : numbers,
      ],
      shape,
      validMask,
      innerWeights: undefined,
      invalid,
    };
  },
};
