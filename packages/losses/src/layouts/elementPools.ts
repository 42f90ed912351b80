import * as tf from '@tensorflow/tfjs-core';
import type { Layout } from '../contract/Layout.ts';
import { elementwise } from './elementwise.ts';
import { inPools, poolingOf, presentClasses, sidesOf } from './pools.ts';

/**
 * Elements with one target of 0 or 1 each that are pooled, one loss per pool: of all elements of the call together, or of each
 * sample.
 *
 * The formula receives the two sides of the targets, see {@link sidesOf}, and the predictions [pools, rows, 1]; it returns
 * [pools].
 */
export function elementPools(prediction: string, meaning: string): Layout {
  const elements = elementwise(
    [
      ['yTrue', 'targets, 0 or 1'],
      [prediction, meaning],
    ],
    0,
  );
  return {
    ...elements,
    unreduced: '[], or [batch] with perSample',
    pooled: true,

    prepare(where, inputs, options, given, shape, weights) {
      const clean = elements.prepare(where, inputs, options, given, shape, undefined);
      const [targets, predictions] = clean.inputs;
      if (!targets || !predictions) throw new TypeError(`${where}: expected two inputs.`);
      const pooling = poolingOf(shape, options.perSample === true);
      const sides = sidesOf(inPools(targets, pooling, 1), weights, clean.presence, pooling);
      return {
        inputs: [sides, inPools(predictions, pooling, 1)],
        shape: pooling.shape,
        presence: tf.reshape(presentClasses(sides, false), [...pooling.shape]),
        innerWeights: undefined,
        invalid: undefined,
        weights: undefined,
      };
    },
  };
}
