import { ArgumentTypeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

import { stopGradient } from '../autodiff/stopGradient.ts';
import { checkSameShape } from '../contract/checks.ts';
import type { Layout, Prepared } from '../contract/Layout.ts';
import { classOptions, classRows } from './classRows.ts';
import { groupingOf, groupOptions, groupRows, occurringClasses, stackRegions } from './reductionGroups.ts';

/** Options of the losses of groups with classes. */
export const classGroupOptions = {
  classWeights: { kind: 'tensor' },
  ignoreIndex: classOptions.ignoreIndex,
  ...groupOptions,
  presentOnly: {
    kind: 'boolean',
    default: true,
  },
} as const;

/** Whether any number along the axis is not 0. */
function anyOf(x: tf.Tensor, axis: number): tf.Tensor {
  return stopGradient([x], () => tf.any(tf.cast(x, 'bool'), axis));
}

const rows = classRows('probabilities', 'probabilities of the classes', 0);

/**
 * Rows of class probabilities that are reduced in groups, a loss per class: of all rows of the call together,
 * or of each sample. Labels are class ids or distributions, as in {@link classRows}; rows of 0 and 1 that
 * don't sum to 1 do as well, for classes that don't exclude each other.
 *
 * The formula receives foreground and background of the targets, see {@link stackRegions}, and the
 * probabilities [groups, rows, classes]; it returns [groups, classes].
 */
export const classGroups: Layout = {
  inputs: rows.inputs,
  unreduced: '[classes], or [batch, classes] with perSample',
  grouped: true,
  check: rows.check,

  prepare(where, inputs, options, given, shape, weights) {
    const { classWeights, perSample, presentOnly } = options;
    // The class weights are not of the rows here.
    const ofRows = { ...options, classWeights: undefined };
    const clean = rows.prepare(where, inputs, ofRows, given, shape, undefined);
    const [targets, probabilities] = clean.inputs;
    const classes = probabilities?.shape.at(-1);
    if (!targets || !probabilities || !classes) throw new ArgumentTypeError(`${where}: expected two inputs.`);

    const grouping = groupingOf(shape, perSample === true);
    const unreduced = [...grouping.shape, classes];
    const regions = stackRegions(groupRows(targets, grouping, classes), weights, clean.validMask, grouping);
    const ofClasses = classWeights instanceof tf.Tensor ? classWeights : undefined;
    if (ofClasses)
      checkSameShape(where, ['classWeights', 'a row of classes'], [ofClasses, tf.zeros([classes])]);
    const invalid = clean.invalid && tf.cast(clean.invalid, 'float32');
    const isInvalid = invalid && anyOf(tf.tile(groupRows(invalid, grouping, 1), [1, 1, classes]), 1);
    return {
      inputs: [regions, groupRows(probabilities, grouping, classes)],
      shape: unreduced,
      validMask: tf.reshape(occurringClasses(regions, presentOnly === true), unreduced),
      innerWeights: undefined,
      invalid: isInvalid && tf.reshape(isInvalid, unreduced),
      weights: ofClasses,
    };
  },
};

/** As {@link classGroups}, a loss for the classes of a group together; the formula returns [groups]. */
export const groupedClasses: Layout = {
  ...classGroups,
  unreduced: '[], or [batch] with perSample',

  prepare(...given): Prepared {
    const prepared = classGroups.prepare(...given);
    const { shape, validMask, invalid } = prepared;
    return {
      ...prepared,
      shape: shape.slice(0, -1),
      validMask: validMask && anyOf(validMask, -1),
      invalid: invalid && anyOf(invalid, -1),
      weights: undefined,
    };
  },
};
