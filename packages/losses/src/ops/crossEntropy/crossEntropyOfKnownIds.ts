import * as tf from '@tensorflow/tfjs-core';

import type { CustomGradient } from '../../autodiff/customGradient.ts';
import { flatIndices } from '../flatIndices.ts';
import { oneHot } from '../oneHot.ts';
import { softmax } from '../softmax.ts';
import { perRow, scaledSoftmax, shiftedAndNormaliser } from '../softmaxTerms.ts';

/**
 * −log softmax(z)_id of every row, without a row of targets for it.
 *
 * @param ids - int32, each of them a class that counts; at least one.
 */
export function crossEntropyOfKnownIds(ids: tf.Tensor, logits: tf.Tensor): CustomGradient {
  const classes = logits.size / ids.size;
  return {
    inputs: [ids, logits],
    value(save, y, z) {
      const [shifted, normaliser] = shiftedAndNormaliser(z, save);
      const indices = tf.expandDims(flatIndices(tf.reshape(y, [-1, 1]), classes), -1);
      save(indices);
      const ofTargets = tf.gatherND(tf.reshape(shifted, [-1]), indices);
      return tf.sub(tf.squeeze(normaliser, [-1]), tf.reshape(ofTargets, y.shape));
    },
    gradients: (dy, saved, y, z) => [
      () => tf.zeros(y.shape),
      () => {
        const [, , indices] = saved;
        if (!indices) return tf.mul(perRow(dy), tf.sub(softmax(z), oneHot(y, classes)));
        const scaled = tf.reshape(scaledSoftmax(perRow(dy), z, saved), [-1]);
        const ofTargets = tf.sub(tf.gatherND(scaled, indices), tf.reshape(dy, [-1]));
        return tf.reshape(tf.tensorScatterUpdate(scaled, indices, ofTargets), z.shape);
      },
    ],
  };
}
