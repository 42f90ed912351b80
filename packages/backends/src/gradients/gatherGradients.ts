import * as tf from '@tensorflow/tfjs-core';

import { type GradientFix, hasShapes, only, saved } from './GradientFix.ts';

const range = (start: number, end: number) =>
  Array.from({ length: Math.max(0, end - start) }, (_, i) => start + i);

const size = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);

function numberOf(value: unknown, name: string): number {
  if (typeof value === 'number') return value;
  throw new TypeError(`gather: expected ${name} to be a number, got ${typeof value}.`);
}

/** Adds every slice of `dy` to the place of `x` that it was gathered from, for all batches at once. */
function scatterBack(
  dy: tf.Tensor,
  shape: number[],
  indices: tf.Tensor,
  axis: number,
  batchDims: number,
): tf.Tensor {
  const gathered = indices.rank - batchDims;
  const batch = shape.slice(0, batchDims);
  const outer = shape.slice(batchDims, axis);
  const inner = shape.slice(axis + 1);
  const length = shape[axis] ?? 1;

  // dy is [batch, outer, indices, inner].
  const toFront = [
    ...range(0, batchDims),
    ...range(axis, axis + gathered),
    ...range(batchDims, axis),
    ...range(axis + gathered, dy.rank),
  ];
  const slices = tf.reshape(tf.transpose(dy, toFront), [indices.size, size(outer) * size(inner)]);
  const starts = tf.mul(tf.range(0, size(batch), 1, 'int32'), tf.scalar(length, 'int32'));
  const places = tf.add(
    tf.reshape(indices, [size(batch), indices.size / size(batch)]),
    tf.reshape(starts, [size(batch), 1]),
  );
  const sums = tf.unsortedSegmentSum(slices, tf.reshape<tf.Rank.R1>(places, [-1]), size(batch) * length);
  const back = [
    ...range(0, batchDims),
    ...range(batchDims + 1, axis + 1),
    batchDims,
    ...range(axis + 1, shape.length),
  ];
  return tf.transpose(tf.reshape(sums, [...batch, length, ...outer, ...inner]), back);
}

export const gatherGradient: GradientFix = {
  name: 'GatherV2',
  reason: 'gathering by an index on the tape, or with several batch dimensions, threw',
  isRight: (own) =>
    tf.tidy(() =>
      hasShapes(
        own,
        [1, 1, 1],
        { x: tf.ones([1, 1, 2]), indices: tf.zeros([1, 1, 1], 'int32') },
        { axis: 2, batchDims: 2 },
      ),
    ),
  make: () => ({
    kernelName: 'GatherV2',
    inputsToSave: ['x', 'indices'],
    gradFunc: (dys, tensors, { axis, batchDims }) => {
      const dy = only(dys);
      const { shape } = saved(tensors, 0);
      const indices = saved(tensors, 1);
      const [place = 0] = tf.util.parseAxisParam(numberOf(axis, 'axis'), shape);
      return {
        x: () => scatterBack(dy, shape, indices, place, numberOf(batchDims ?? 0, 'batchDims')),
        indices: () => tf.zeros(indices.shape),
      };
    },
  }),
};

export const gatherNdGradient: GradientFix = {
  name: 'GatherNd',
  reason: 'it had no gradient',
  isRight: () => true,
  make: () => ({
    kernelName: 'GatherNd',
    inputsToSave: ['params', 'indices'],
    gradFunc: (dys, tensors) => {
      const { shape } = saved(tensors, 0);
      const indices = saved(tensors, 1);
      return {
        params: () => tf.scatterND(indices, only(dys), shape),
        indices: () => tf.zeros(indices.shape),
      };
    },
  }),
};
