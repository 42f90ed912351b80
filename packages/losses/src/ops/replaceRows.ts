import * as tf from '@tensorflow/tfjs-core';

/**
 * x, and `number` in each row for which the condition holds: of shape […] or […, 1] for x of shape […, width]. For use inside a custom
 * gradient, as it has none of its own.
 *
 * On wasm by gathering rows, because `tf.where` broadcasts the condition to every number first, which takes longer there than most
 * losses; elsewhere it is the gathering that is slow.
 */
export function replaceRows(condition: tf.Tensor, x: tf.Tensor, number: number): tf.Tensor {
  const rows = condition.size;
  const width = x.size / rows;
  const table = tf.reshape(x, [rows, width]);
  if (tf.getBackend() !== 'wasm') {
    const replaced = tf.where(tf.reshape(condition, [rows, 1]), tf.fill([rows, width], number), table);
    return tf.reshape(replaced, x.shape);
  }
  const withReplacement = tf.concat([table, tf.fill([1, width], number)]);
  const indices = tf.where(
    tf.reshape(condition, [rows]),
    tf.fill([rows], rows, 'int32'),
    tf.range(0, rows, 1, 'int32'),
  );
  return tf.reshape(tf.gather(withReplacement, tf.cast(indices, 'int32')), x.shape);
}
