import { ArgumentRangeError } from '@losskit/errors';
import type { Tensor } from '@tensorflow/tfjs-core';

/** Numbers of classes that all ids of some data are below, by what tensors of the same data share. */
const known = new WeakMap<object, number>();

/**
 * Says that all class ids of a tensor were checked where its batch was made: from 0 to `classes` − 1. Losses then
 * spend nothing on ids that are ignored or don't exist.
 */
export function markClassIds({ dataId }: Tensor, classes: number): void {
  known.set(dataId, classes);
}

/**
 * The guard that a batch of class ids passes once, where it is made: reads the ids, and marks them as checked.
 *
 * @param where - Who asks, for the message.
 * @throws ArgumentRangeError that names the first id that is no class, and its place.
 * @example
 * ```ts
 * const labels = tf.tensor1d([0, 2, 1], 'int32');
 * checkClassIds('train', labels, 3);
 * crossEntropy(labels, tf.zeros([3, 3])).dataSync(); // [1.0986]
 * ```
 */
export function checkClassIds(where: string, ids: Tensor, classes: number): void {
  const values = ids.dataSync();
  const place = values.findIndex((id) => !(Number.isInteger(id) && id >= 0 && id < classes));
  if (place >= 0) {
    throw new ArgumentRangeError(
      `${where}: expected class ids from 0 to ${classes - 1}, got ${values[place]} at ${place}.`,
    );
  }
  markClassIds(ids, classes);
}

/** Whether each of these ids is known to be a class, and none of them to be ignored. */
export function areKnownClassIds({ dataId }: Tensor, classes: number, ignoreIndex: number): boolean {
  const below = known.get(dataId);
  return below !== undefined && below <= classes && !(ignoreIndex >= 0 && ignoreIndex < below);
}
