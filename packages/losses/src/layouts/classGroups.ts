import { ArgumentTypeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

import { stopGradient } from '../autodiff/stopGradient.ts';
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

/** Options of those of them that know what a class without any area agrees by. */
export const smoothableGroupOptions = {
  ...classGroupOptions,
  smooth: {
    kind: 'number',
    default: 0,
    atLeast: 0,
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
 * The formula receives foreground and background of the targets, the probabilities [groups, rows, classes] and,
 * where there are weights, what they are counted in, see `Regions`; it returns [groups, classes].
 */
export const classGroups: Layout = {
  inputs: rows.inputs,
  unreduced: '[classes], or [batch, classes] with perSample',
  grouped: true,
  check: rows.check,
  checkOptions: (...given) => rows.checkOptions?.(...given),
  groupedShape: ([, probabilities], { perSample }, shape) => [
    ...groupingOf(shape, perSample === true).shape,
    probabilities?.shape.at(-1) ?? 0,
  ],

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
    const { regions, unit } = stackRegions(
      groupRows(targets, grouping, classes),
      weights,
      clean.validMask,
      grouping,
    );
    const ofClasses = classWeights instanceof tf.Tensor ? classWeights : undefined;
    const invalid = clean.invalid && tf.cast(clean.invalid, 'float32');
    const isInvalid = invalid && anyOf(tf.tile(groupRows(invalid, grouping, 1), [1, 1, classes]), 1);
    return {
      inputs: [regions, groupRows(probabilities, grouping, classes), ...(unit ? [unit] : [])],
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
  groupedShape: (_inputs, { perSample }, shape) => groupingOf(shape, perSample === true).shape,

  prepare(where, inputs, options, ...rest): Prepared {
    // A group without any target has no class to weigh.
    const prepared = classGroups.prepare(where, inputs, { ...options, presentOnly: true }, ...rest);
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
