import { ArgumentTypeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

import { stopGradient } from '../autodiff/stopGradient.ts';
import type { Layout } from '../contract/Layout.ts';
import { oneHot } from '../ops/oneHot.ts';
import { embeddingsAndProxies } from './linearRows.ts';
import { groupingOf, groupRows } from './reductionGroups.ts';

/** Whether anything in a group is not 0. */
function anyOf(x: tf.Tensor, shape: readonly number[]): tf.Tensor {
  return stopGradient([x], () =>
    tf.reshape(tf.any(tf.notEqual(tf.cast(x, 'float32'), 0), [1, 2]), [...shape]),
  );
}

/**
 * Rows of embeddings, a proxy for each class, and a loss for a group: all rows of the call together, or those of
 * each entry of the first axis.
 *
 * The formula receives how often each row counts for a class, w · t of targets t, and how often against it,
 * w · (1 − t), stacked along a new first axis [2, groups, rows, classes]; the embeddings [groups, rows,
 * components]; and the proxies. It returns [groups].
 */
export const proxyGroups: Layout = {
  ...embeddingsAndProxies,
  unreduced: '[], or [batch] with perSample',
  grouped: true,
  groupedShape: (_inputs, { perSample }, shape) => groupingOf(shape, perSample === true).shape,

  prepare(where, inputs, options, given, shape, weights) {
    // The class weights are not of the rows here.
    const ofRows = { ...options, classWeights: undefined };
    const clean = embeddingsAndProxies.prepare(where, inputs, ofRows, given, shape, undefined);
    const [labels, embeddings, proxies] = clean.inputs;
    const [components, classes] = proxies?.shape ?? [];
    if (!labels || !embeddings || !proxies || !components || !classes)
      throw new ArgumentTypeError(`${where}: expected labels, embeddings and proxies.`);

    const grouping = groupingOf(shape, options.perSample === true);
    const targets = labels.rank < embeddings.rank ? oneHot(labels, classes) : labels;
    const valid = clean.validMask ? tf.cast(clean.validMask, 'float32') : tf.ones([...shape]);
    const counts = groupRows(weights ? tf.mul(valid, weights) : valid, grouping, 1);
    const ofClasses = groupRows(targets, grouping, classes);
    return {
      inputs: [
        tf.stack([tf.mul(counts, ofClasses), tf.mul(counts, tf.sub(1, ofClasses))]),
        groupRows(embeddings, grouping, components),
        proxies,
      ],
      shape: grouping.shape,
      validMask: anyOf(counts, grouping.shape),
      innerWeights: undefined,
      invalid: clean.invalid && anyOf(groupRows(clean.invalid, grouping, 1), grouping.shape),
      weights: undefined,
    };
  },
};
