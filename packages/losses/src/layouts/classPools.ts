import * as tf from '@tensorflow/tfjs-core';

import { untracked } from '../autodiff/untracked.ts';
import { checkSameShape } from '../contract/checks.ts';
import type { Layout, Prepared } from '../contract/Layout.ts';
import { classOptions, classRows } from './classRows.ts';
import { inPools, poolingOf, poolOptions, presentClasses, sidesOf } from './pools.ts';

/** Options of the losses of pools with classes. */
export const classPoolOptions = {
  classWeights: { kind: 'tensor', description: 'One weight ≥ 0 per class, for the mean over the classes.' },
  ignoreIndex: classOptions.ignoreIndex,
  ...poolOptions,
  presentOnly: {
    kind: 'boolean',
    default: true,
    description: 'Whether a class that no target of the pool has is not there.',
  },
} as const;

/** Whether any number along the axis is not 0. */
function anyOf(x: tf.Tensor, axis: number): tf.Tensor {
  return untracked([x], () => tf.any(tf.cast(x, 'bool'), axis));
}

const rows = classRows('probabilities', 'probabilities of the classes', 0);

/**
 * Rows of class probabilities that are pooled, a loss per class: of all rows of the call together, or of each sample. Labels
 * are class ids or distributions, as in {@link classRows}; rows of 0 and 1 that don't sum to 1 do as well, for classes that
 * don't exclude each other.
 *
 * The formula receives the two sides of the targets, see {@link sidesOf}, and the probabilities [pools, rows, classes]; it
 * returns [pools, classes].
 */
export const classPools: Layout = {
  inputs: rows.inputs,
  unreduced: '[classes], or [batch, classes] with perSample',
  pooled: true,
  check: rows.check,

  prepare(where, inputs, options, given, shape, weights) {
    const { classWeights, perSample, presentOnly } = options;
    // The class weights are not of the rows here.
    const ofRows = { ...options, classWeights: undefined };
    const clean = rows.prepare(where, inputs, ofRows, given, shape, undefined);
    const [targets, probabilities] = clean.inputs;
    const classes = probabilities?.shape.at(-1);
    if (!targets || !probabilities || !classes) throw new TypeError(`${where}: expected two inputs.`);

    const pooling = poolingOf(shape, perSample === true);
    const unreduced = [...pooling.shape, classes];
    const sides = sidesOf(inPools(targets, pooling, classes), weights, clean.presence, pooling);
    const ofClasses = classWeights instanceof tf.Tensor ? classWeights : undefined;
    if (ofClasses)
      checkSameShape(where, ['classWeights', 'a row of classes'], [ofClasses, tf.zeros([classes])]);
    const invalid = clean.invalid && tf.cast(clean.invalid, 'float32');
    const isInvalid = invalid && anyOf(tf.tile(inPools(invalid, pooling, 1), [1, 1, classes]), 1);
    return {
      inputs: [sides, inPools(probabilities, pooling, classes)],
      shape: unreduced,
      presence: tf.reshape(presentClasses(sides, presentOnly === true), unreduced),
      innerWeights: undefined,
      invalid: isInvalid && tf.reshape(isInvalid, unreduced),
      weights: ofClasses,
    };
  },
};

/** As {@link classPools}, a loss for the classes of a pool together; the formula returns [pools]. */
export const pooledClasses: Layout = {
  ...classPools,
  unreduced: '[], or [batch] with perSample',

  prepare(...given): Prepared {
    const prepared = classPools.prepare(...given);
    const { shape, presence, invalid } = prepared;
    return {
      ...prepared,
      shape: shape.slice(0, -1),
      presence: presence && anyOf(presence, -1),
      invalid: invalid && anyOf(invalid, -1),
      weights: undefined,
    };
  },
};
