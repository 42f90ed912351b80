import {
  ArgumentRangeError,
  ArgumentTypeError,
  nearestName,
  typeError,
  withNearestName,
} from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

import type { AnyBatch } from '../../model/Batch.ts';
import { listTensors, type Tensors } from '../../model/NamedTensors.ts';

const PARTS = ['inputs', 'targets', 'weights', 'mask', 'indices'];

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof tf.Tensor)
  );
}

function isTensorRecord(value: unknown): value is Readonly<Record<string, tf.Tensor>> {
  if (!isRecord(value) || ArrayBuffer.isView(value)) return false;
  const parts = Object.values(value);
  return parts.length > 0 && parts.every((part) => part instanceof tf.Tensor);
}

/** One part of a batch. @throws TypeError or RangeError, with the remedy, for what is not tensors that live. */
function toTensors(part: string, value: unknown): Tensors {
  const expected = `a batch's ${part} to be a tensor, or tensors by name`;
  if (Array.isArray(value) && value.every((one) => one instanceof tf.Tensor)) {
    const [only, ...more] = value;
    if (only && more.length === 0) return toTensors(part, only);
    throw new ArgumentTypeError(
      `train: expected ${expected}, got a list of ${value.length} tensors; give them by name, as { a, b }.`,
    );
  }
  if (!(value instanceof tf.Tensor || isTensorRecord(value))) {
    const isNumbers = typeof value === 'number' || Array.isArray(value) || ArrayBuffer.isView(value);
    throw typeError('train', isNumbers ? `${expected} (tf.tensor makes one of numbers)` : expected, value);
  }
  if (listTensors(value).some(({ isDisposed }) => isDisposed)) {
    throw new ArgumentRangeError(
      `train: expected a batch's ${part} to live until the next batch is asked for, got a disposed tensor; don't dispose it before, ` +
        'and make it outside of tf.tidy or tf.keep it.',
    );
  }
  return value;
}

function optionalTensors(part: string, value: unknown): Tensors | undefined {
  return value === undefined ? undefined : toTensors(part, value);
}

function isIndices(value: unknown): value is ArrayLike<number> {
  return typeof value === 'object' && value !== null && 'length' in value && typeof value.length === 'number';
}

/** Refuses what must be a misspelt part, which would be ignored. */
function checkNames(batch: object): void {
  const known = 'xs' in batch && 'ys' in batch ? ['xs', 'ys', ...PARTS] : PARTS;
  for (const name of Object.keys(batch)) {
    if (known.includes(name) || nearestName(name, PARTS) === undefined) continue;
    throw new ArgumentRangeError(
      `train: expected a batch of ${PARTS.join(', ')}, got ${withNearestName(name, PARTS)}.`,
    );
  }
}

/**
 * A batch out of what a source of batches gave: `{ inputs, targets }`, or `{ xs, ys }` as in tfjs.
 *
 * @throws TypeError or RangeError that names the part which is missing, no tensor, disposed or without rows.
 */
export function toBatch(given: unknown): AnyBatch {
  if (!isRecord(given)) throw typeError('train', 'batches of { inputs, targets }', given);
  checkNames(given);
  const { xs, ys, weights, mask, indices } = given;
  const { inputs = xs, targets = ys } = given;
  if (indices !== undefined && !isIndices(indices)) {
    throw typeError('train', "a batch's indices to be a list of numbers", indices);
  }
  const batch = {
    inputs: toTensors('inputs', inputs),
    targets: toTensors('targets', targets),
    weights: optionalTensors('weights', weights),
    mask: optionalTensors('mask', mask),
    indices,
  };
  const tensors = listTensors(batch.inputs);
  if (tensors.every(({ size }) => size === 0)) {
    const shapes = tensors.map(({ shape }) => `[${shape}]`).join(', ');
    throw new ArgumentRangeError(`train: expected a batch with rows, got inputs of shape ${shapes}.`);
  }
  return batch;
}
