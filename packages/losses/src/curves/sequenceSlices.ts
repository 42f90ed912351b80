import * as tf from '@tensorflow/tfjs-core';
import { toFloat } from '../ops/toFloat.ts';
import { type Slice, sliceOfRows } from './Slice.ts';

/** Neither is the blank: by default that is 0, and a slider makes it 1. */
const LABELS = [2, 3];
const CLASSES = 4;

/** Where scores are x, for each place of x; all others are 0. */
function scoresOf(x: tf.Tensor, isRight: tf.Tensor): tf.Tensor {
  return tf.mul(tf.reshape(x, [-1, ...isRight.shape.map(() => 1)]), tf.expandDims(isRight, 0));
}

const labelsFor = (x: tf.Tensor) => tf.tile(tf.tensor2d([LABELS], undefined, 'int32'), [x.size, 1]);
const oneHot = (ids: readonly number[]) => toFloat(tf.oneHot(tf.tensor1d([...ids], 'int32'), CLASSES));

/** Frames that each have their label. */
export function sliceOfFrames(): Slice {
  const fixed = '6 frames, 3 for each of 2 labels; the blank and other classes are equal';
  const frames = LABELS.flatMap((label) => [label, label, label]);
  return sliceOfRows('margin', fixed, (x) => [labelsFor(x), scoresOf(x, oneHot(frames))]);
}

/** Frames that each have the next label, until all are said. */
export function sliceOfTransducer(): Slice {
  const fixed = '2 frames and 2 labels; once both labels are out, the 4 classes are equal';
  const frames = 2;
  return sliceOfRows('margin', fixed, (x) => {
    const due = tf.concat([oneHot(LABELS), tf.zeros([1, CLASSES])]);
    return [labelsFor(x), scoresOf(x, tf.tile(tf.expandDims(due, 0), [frames, 1, 1]))];
  });
}
