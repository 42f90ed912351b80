import * as tf from '@tensorflow/tfjs-core';

/**
 * A loss of every list: of relevances and scores […, items] as [lists, items], because axes that pairs of items add to many others
 * are more than wasm computes with.
 */
export function eachList(
  relevances: tf.Tensor,
  scores: tf.Tensor,
  loss: (relevances: tf.Tensor, scores: tf.Tensor) => tf.Tensor,
): tf.Tensor {
  const inLists = (x: tf.Tensor) => tf.reshape(x, [-1, x.shape.at(-1) ?? 0]);
  return tf.reshape(loss(inLists(relevances), inLists(scores)), scores.shape.slice(0, -1));
}
