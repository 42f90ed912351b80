import { rangeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

import { withoutTape } from '../autodiff/withoutTape.ts';
import { checkClassRow } from '../contract/checks.ts';

const WHERE = 'nextCentre';

/**
 * The centre of `dino` for the next step: a moving average of the teacher's logits.
 *
 *     momentum · centre + (1 - momentum) · mean(teacherLogits)
 *
 * with the mean over all axes but the last one. No value is read, so that it may stand in a training step, and it has
 * no gradient. Without rows the centre stays where it is.
 *
 * @param centre - One number per class; zeros to begin with.
 * @param teacherLogits - Outputs of the teacher for all views of the batch, shape […, classes].
 * @param momentum - How much of the centre stays, from 0 to 1. Default 0.9.
 * @throws RangeError if the shapes don't fit or `momentum` is out of range.
 * @example
 * ```ts
 * import { nextCentre } from '@losskit/losses/factories';
 *
 * const teacherLogits = tf.tensor2d([[1, 0], [3, 2]]);
 * nextCentre(tf.tensor1d([0, 1]), teacherLogits).dataSync(); // [0.2, 1]
 * ```
 * @see M. Caron et al., Emerging Properties in Self-Supervised Vision Transformers, 2021, arXiv:2104.14294
 */
export function nextCentre(centre: tf.Tensor, teacherLogits: tf.Tensor, momentum = 0.9): tf.Tensor {
  const classes = teacherLogits.shape.at(-1) ?? 0;
  checkClassRow(WHERE, 'centre', centre, classes);
  if (!(momentum >= 0 && momentum <= 1)) throw rangeError(WHERE, '0 <= momentum <= 1', momentum);
  if (teacherLogits.size === 0) return tf.clone(centre);
  return withoutTape(() =>
    tf.tidy(() => {
      const mean = tf.mean(tf.reshape(teacherLogits, [-1, classes]), 0);
      return tf.add(tf.mul(momentum, centre), tf.mul(1 - momentum, mean));
    }),
  );
}
