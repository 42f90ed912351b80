import { ArgumentTypeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

import { stopGradient } from '../autodiff/stopGradient.ts';
import type { Layout } from '../contract/Layout.ts';
import { broadcastTo } from '../ops/broadcastTo.ts';
import { safeDivide } from '../ops/safeDivide.ts';
import { groupingOf, groupRows } from './reductionGroups.ts';
import { rows } from './rows.ts';

const plain = rows('components', [
  { name: 'yTrue', meaning: 'a sample of the true distribution', perElement: 'row', neutral: 0 },
  { name: 'yPred', meaning: 'a sample of the predicted distribution', perElement: 'row', neutral: 0 },
]);

/**
 * Two samples of rows that are compared as a whole, not row by row: all rows of the call, or those of each entry
 * of the first axis. A weight says how often the row of both samples counts.
 *
 * The formula receives the rows of both in one set of points, [groups, points, components], and a charge for each,
 * [groups, points]: its share in its sample, above 0 for the true one and below 0 for the predicted one. It
 * returns [groups].
 */
export const twoSamples: Layout = {
  ...plain,
  unreduced: '[], or [batch] with perSample',
  grouped: true,
  groupedShape: (_inputs, { perSample }, shape) => groupingOf(shape, perSample === true).shape,

  prepare(where, inputs, options, given, shape, weights) {
    const clean = plain.prepare(where, inputs, options, given, shape, undefined);
    const [first, second] = clean.inputs;
    if (!first || !second) throw new ArgumentTypeError(`${where}: expected two samples.`);
    const grouping = groupingOf(shape, options.perSample === true);
    const width = first.shape.at(-1) ?? 0;
    const valid = clean.validMask ? tf.cast(clean.validMask, 'float32') : tf.ones([...shape]);
    const counts = tf.reshape(weights ? tf.mul(valid, weights) : valid, [grouping.groups, grouping.rows]);
    const shares = safeDivide(counts, broadcastTo(tf.sum(counts, -1, true), counts.shape));
    return {
      inputs: [
        tf.concat([shares, tf.neg(shares)], 1),
        tf.concat([groupRows(first, grouping, width), groupRows(second, grouping, width)], 1),
      ],
      shape: grouping.shape,
      validMask: tf.reshape(
        stopGradient([counts], () => tf.any(tf.notEqual(counts, 0), -1)),
        [...grouping.shape],
      ),
      innerWeights: undefined,
      invalid: undefined,
      weights: undefined,
    };
  },
};
