import { ArgumentRangeError, ArgumentTypeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../autodiff/stopGradient.ts';
import { checkClassRow, checkNumeric, describeShape } from '../contract/checks.ts';
import type { Layout } from '../contract/Layout.ts';
import { toFloat } from '../ops/toFloat.ts';
import { checkClassLabels, maskLabels } from './classLabels.ts';

/** The weight of each row's class; for distributions the expected one. */
function rowWeights(labels: tf.Tensor, areIds: boolean, classWeights: tf.Tensor): tf.Tensor {
  if (!areIds) return tf.sum(tf.mul(labels, classWeights), -1);
  return stopGradient([classWeights], () => {
    // Clipped, because gather refuses a class id that does not exist; as floats, because wasm clips no
    // integers.
    const existing = tf.clipByValue(toFloat(labels), 0, classWeights.size - 1);
    return tf.gather(classWeights, tf.cast(existing, 'int32'));
  });
}

/**
 * Rows of features and the matrix that makes class scores of them, a loss per row. Labels are as in {@link
 * classRows}; they reach the formula as class ids or as distributions, because a one-hot row for each would
 * take the memory that is to be saved.
 */
export const linearRows: Layout = {
  inputs: [
    {
      name: 'labels',
      shape: '[…] or […, classes]',
      meaning: 'class ids, or distributions over the classes',
      dtype: 'either',
      perElement: 'row',
    },
    {
      name: 'features',
      shape: '[…, features]',
      meaning: 'what the last layer gets',
      dtype: 'float32',
      perElement: 'row',
    },
    {
      name: 'kernel',
      shape: '[features, classes]',
      meaning: 'weights of the last layer',
      dtype: 'float32',
      perElement: 'shared',
    },
  ],
  unreduced: '[…]',

  check(where, [labels, features, kernel]) {
    if (!labels || !features || !kernel)
      throw new ArgumentTypeError(`${where}: expected labels, features and kernel.`);
    checkNumeric(where, 'features', features);
    checkNumeric(where, 'kernel', kernel);
    const [width, classes] = kernel.shape;
    if (kernel.rank !== 2 || !width || !classes) {
      throw new ArgumentRangeError(
        `${where}: expected kernel of shape [features,classes] with at least one of each, ` +
          `got ${describeShape(kernel.shape)}.`,
      );
    }
    if (features.shape.at(-1) !== width) {
      throw new ArgumentRangeError(
        `${where}: expected features of shape [...,${width}] for a kernel ${describeShape(kernel.shape)}, ` +
          `got ${describeShape(features.shape)}.`,
      );
    }
    const rows = features.shape.slice(0, -1);
    checkClassLabels(where, labels, rows, classes);
    return rows;
  },

  checkOptions(where, [, , kernel], { classWeights, bias }) {
    const classes = kernel?.shape.at(-1) ?? 0;
    checkClassRow(where, 'classWeights', classWeights, classes);
    checkClassRow(where, 'bias', bias, classes);
  },

  prepare(where, [labels, features, kernel], options, given, shape) {
    if (!labels || !features || !kernel)
      throw new ArgumentTypeError(`${where}: expected labels, features and kernel.`);
    const classes = kernel.shape.at(-1) ?? 0;
    const { classWeights, ignoreIndex } = options;
    const masked = maskLabels(labels, shape.length, classes, Number(ignoreIndex), given);
    const { validMask, invalid } = masked;
    const numbers = toFloat(features);
    return {
      inputs: [
        masked.labels,
        validMask ? tf.where(tf.expandDims(validMask, -1), numbers, tf.zerosLike(numbers)) : numbers,
        toFloat(kernel),
      ],
      shape,
      validMask,
      innerWeights:
        classWeights instanceof tf.Tensor
          ? rowWeights(masked.labels, masked.areIds, classWeights)
          : undefined,
      invalid,
    };
  },
};
