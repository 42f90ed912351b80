import { ArgumentTypeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

import { stopGradient } from '../autodiff/stopGradient.ts';
import type { Layout } from '../contract/Layout.ts';
import { groupingOf, groupRows } from './reductionGroups.ts';
import { rows } from './rows.ts';

const plain = rows('components', [
  { name: 'first', meaning: 'embeddings of the rows in one view', perElement: 'row', neutral: 0 },
  { name: 'second', meaning: 'embeddings of the same rows in another view', perElement: 'row', neutral: 0 },
]);

/**
 * Two views of the same rows, whose components are compared over the rows: over all rows of the call, or over those
 * of each entry of the first axis. A weight says how often the row counts in both views.
 *
 * The formula receives how often each row counts, [groups, rows, 1], and both views, stacked along a new first axis,
 * [2, groups, rows, components]; it returns [groups].
 */
export const twoViews: Layout = {
  ...plain,
  unreduced: '[], or [batch] with perSample',
  grouped: true,
  groupedShape: (_inputs, { perSample }, shape) => groupingOf(shape, perSample === true).shape,

  prepare(where, inputs, options, given, shape, weights) {
    const clean = plain.prepare(where, inputs, options, given, shape, undefined);
    const [first, second] = clean.inputs;
    if (!first || !second) throw new ArgumentTypeError(`${where}: expected two views.`);
    const grouping = groupingOf(shape, options.perSample === true);
    const width = first.shape.at(-1) ?? 0;
    const valid = clean.validMask ? tf.cast(clean.validMask, 'float32') : tf.ones([...shape]);
    const counts = groupRows(weights ? tf.mul(valid, weights) : valid, grouping, 1);
    return {
      inputs: [counts, tf.stack([groupRows(first, grouping, width), groupRows(second, grouping, width)])],
      shape: grouping.shape,
      validMask: stopGradient([counts], () =>
        tf.reshape(tf.any(tf.notEqual(counts, 0), [1, 2]), [...grouping.shape]),
      ),
      innerWeights: undefined,
      invalid: undefined,
      weights: undefined,
    };
  },
};
