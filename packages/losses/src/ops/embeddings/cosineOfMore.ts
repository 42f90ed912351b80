import * as tf from '@tensorflow/tfjs-core';

import { stopGradient } from '../../autodiff/stopGradient.ts';
import { clip } from '../clip.ts';

/** Beyond it the sine, √(1 − cos²), has no slope that a float32 could hold. */
const LARGEST_COSINE = 1 - 2 ** -23;

/**
 * The cosine of an angle that is larger by a margin, from that of the angle; continued beyond a half turn so
 * that it falls all the way.
 */
export function cosineOfMore(cosines: tf.Tensor, margin: number): tf.Tensor {
  const sines = tf.sqrt(tf.sub(1, tf.square(clip(cosines, -LARGEST_COSINE, LARGEST_COSINE))));
  const added = tf.sub(tf.mul(cosines, Math.cos(margin)), tf.mul(sines, Math.sin(margin)));
  const wouldTurn = stopGradient([cosines], () => tf.less(cosines, -Math.cos(margin)));
  return tf.where(wouldTurn, tf.sub(cosines, margin * Math.sin(margin)), added);
}
