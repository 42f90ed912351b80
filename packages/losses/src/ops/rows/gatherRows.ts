import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../../autodiff/stopGradient.ts';
import { flatIndices } from '../flatIndices.ts';

/**
 * The positions of the numbers of each row, largest first, [rows, columns] as int32; of equal ones the first
 * comes first.
 */
export function argsortDescending(x: tf.Tensor): tf.Tensor {
  return stopGradient([x], () => tf.topk(x, x.shape.at(-1) ?? 0).indices);
}

/**
 * The numbers of each row, [rows, columns], in the order given by positions.
 *
 * With a gradient of its own: tfjs's sort has none, and that of its gather needs a kernel that wasm doesn't
 * have.
 */
export function gatherRows(x: tf.Tensor, order: tf.Tensor): tf.Tensor {
  const [rows = 0, columns = 0] = x.shape;
  const pick = (numbers: tf.Tensor, positions: tf.Tensor) =>
    tf.reshape(tf.gather(tf.reshape(numbers, [-1]), positions), [rows, columns]);
  const permute = tf.customGrad((numbers, positions, save) => {
    if (!(numbers instanceof tf.Tensor) || !(positions instanceof tf.Tensor) || typeof save !== 'function') {
      throw new TypeError('gatherRows: expected tfjs to pass two tensors and a save function.');
    }
    const flat = flatIndices(positions, columns);
    save([flat]);
    return {
      value: pick(numbers, flat),
      gradFunc: (dy: tf.Tensor, [saved = flat]: tf.Tensor[]) => {
        const places = tf.scatterND(
          tf.cast(tf.expandDims(saved, 1), 'int32'),
          tf.range(0, saved.size, 1, 'int32'),
          [saved.size],
        );
        return [pick(dy, tf.cast(places, 'int32')), tf.zeros([rows, columns])];
      },
    };
  });
  return permute(x, order);
}
