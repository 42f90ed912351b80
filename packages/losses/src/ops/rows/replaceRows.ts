import * as tf from '@tensorflow/tfjs-core';

/** A truth value per row, [rows, 1], beside every number of the row. */
function broadcastToRows(condition: tf.Tensor, table: tf.Tensor): tf.Tensor {
  // wasm broadcasts truth values a hundred times more slowly than floats, the other backends floats more
  // slowly.
  if (tf.getBackend() !== 'wasm') return condition;
  return tf.cast(tf.add(tf.zerosLike(table), tf.cast(condition, 'float32')), 'bool');
}

/**
 * x, and `number` in each row for which the condition holds: of shape […] or […, 1] for x of shape […,
 * width]. For use inside a custom gradient, as it has none of its own.
 */
export function replaceRows(condition: tf.Tensor, x: tf.Tensor, number: number): tf.Tensor {
  const rows = condition.size;
  const table = tf.reshape(x, [rows, x.size / rows]);
  const isReplaced = broadcastToRows(tf.reshape(condition, [rows, 1]), table);
  return tf.reshape(tf.where(isReplaced, tf.fill(table.shape, number), table), x.shape);
}
