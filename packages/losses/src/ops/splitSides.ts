import * as tf from '@tensorflow/tfjs-core';

/** The two sides of the targets of a pool, stacked along the first axis: what is in the true area and what is outside of it. */
export function splitSides(sides: tf.Tensor): readonly [foreground: tf.Tensor, background: tf.Tensor] {
  const [foreground, background] = tf.unstack(sides);
  if (!foreground || !background) throw new TypeError('splitSides: expected two sides.');
  return [foreground, background];
}
