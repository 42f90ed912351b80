import * as tf from '@tensorflow/tfjs-core';

import type { CustomGradient } from '../../autodiff/customGradient.ts';
import { flatIndices } from '../flatIndices.ts';
import { oneHot } from '../oneHot.ts';
import { replaceWhere } from '../replaceWhere.ts';
import { replaceRows } from '../rows/replaceRows.ts';
import { softmax } from '../softmax.ts';
import { perRow, scaledSoftmax, shiftedAndNormaliser } from '../softmaxTerms.ts';

/** The class id of each row, or the nearest one that there is. */
function nearestClass(ids: tf.Tensor, classes: number): tf.Tensor {
  return tf.minimum(tf.maximum(ids, tf.scalar(0, 'int32')), tf.scalar(classes - 1, 'int32'));
}

/**
 * −log softmax(z)_id of every row, without a row of targets for it: 0 where the id is not kept, NaN where it
 * is no class, and in either case without a gradient, whatever the logits are.
 *
 * Nothing is read to know which rows these are: that takes ten operations on the ids, and a pass over the
 * gradient that copies rows.
 *
 * @param ids - int32; at least one.
 * @param kept - 1 for rows that count, 0 for those that are ignored.
 */
export function crossEntropyOfIds(ids: tf.Tensor, logits: tf.Tensor, kept: tf.Tensor): CustomGradient {
  const classes = logits.size / ids.size;
  const isCounted = (y: tf.Tensor, nearest: tf.Tensor, k: tf.Tensor) =>
    tf.logicalAnd(tf.equal(y, nearest), tf.cast(k, 'bool'));
  return {
    inputs: [ids, logits, kept],
    value(save, y, z, k) {
      const [shifted, normaliser] = shiftedAndNormaliser(z, save);
      const nearest = nearestClass(y, classes);
      const indices = tf.expandDims(flatIndices(tf.reshape(nearest, [-1, 1]), classes), -1);
      const counted = isCounted(y, nearest, k);
      save(indices, counted);
      const ofTargets = tf.gatherND(tf.reshape(shifted, [-1]), indices);
      const losses = tf.sub(tf.squeeze(normaliser, [-1]), tf.reshape(ofTargets, y.shape));
      // √0 for what is ignored, √−1 for what is no class.
      return tf.where(counted, losses, tf.sqrt(tf.sub(0, k)));
    },
    gradients: (dy, saved, y, z, k) => [
      () => tf.zeros(y.shape),
      () => {
        const [, , indices, counted = isCounted(y, nearestClass(y, classes), k)] = saved;
        const isOut = tf.expandDims(tf.logicalNot(counted), -1);
        if (!indices) {
          const factor = tf.mul(perRow(dy), tf.expandDims(tf.cast(counted, 'float32'), -1));
          return tf.mul(factor, tf.sub(softmax(replaceWhere(isOut, z, 0)), oneHot(y, classes)));
        }
        const scaled = tf.reshape(scaledSoftmax(perRow(dy), z, saved), [-1]);
        const ofTargets = tf.sub(tf.gatherND(scaled, indices), tf.reshape(dy, [-1]));
        const slopes = tf.tensorScatterUpdate(scaled, indices, ofTargets);
        return tf.reshape(replaceRows(isOut, slopes, 0), z.shape);
      },
      () => tf.zerosLike(k),
    ],
  };
}
