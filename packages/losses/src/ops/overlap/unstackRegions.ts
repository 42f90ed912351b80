import * as tf from '@tensorflow/tfjs-core';

/**
 * The weighted foreground and background of the targets of a reduction group, which are stacked along the
 * first axis.
 */
export function unstackRegions(regions: tf.Tensor): readonly [foreground: tf.Tensor, background: tf.Tensor] {
  const [foreground, background] = tf.unstack(regions);
  if (!foreground || !background) throw new TypeError('unstackRegions: expected two regions.');
  return [foreground, background];
}
