import * as tf from '@tensorflow/tfjs-core';
import { toFloat } from '../ops/toFloat.ts';
import { type Slice, sliceOfSamples } from './Slice.ts';
import { type Column, complement, type Scores } from './scores.ts';

/** Pixels of a mask by their class, of which one is rare. */
const PIXELS = [8, 3, 1].flatMap((count, label) => Array<number>(count).fill(label));
const CLASSES = [0, 1, 2];
/** Pixels that are of a class, or not. */
const MEMBERS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1];

/** For losses of the regions of classes: all pixels have the same score of their own class. */
export function slicesOfClassRegions([overProbability, overMargin]: Scores): readonly [Slice, Slice] {
  const fixed =
    '12 pixels, 8 of one class, 3 of another and 1 of a third; the other classes are equal to each other';
  const inputsWith = (scores: Column) => (x: tf.Tensor) => {
    const labels = tf.tile(tf.tensor2d([PIXELS], undefined, 'int32'), [x.size, 1]);
    // The first number of a row is that of the true class, all others are alike.
    const places = PIXELS.flatMap((label) => CLASSES.map((id) => (id === label ? 0 : 1)));
    const chosen = toFloat(tf.oneHot(tf.tensor1d(places, 'int32'), CLASSES.length));
    const rows = tf.matMul(scores(x), chosen, false, true);
    return [labels, tf.reshape(rows, [x.size, PIXELS.length, CLASSES.length])];
  };
  return [
    sliceOfSamples('probability', fixed, inputsWith(overProbability)),
    sliceOfSamples('margin', fixed, inputsWith(overMargin)),
  ];
}

/** For losses of one region: all pixels have the same score of what they are. */
export function slicesOfOneRegion([overProbability, overMargin]: Scores): readonly [Slice, Slice] {
  const fixed = '12 pixels, 4 inside of the region and 8 outside';
  const inputsWith = (scores: Column, opposite: Column) => (x: tf.Tensor) => {
    const inside = tf.tile(tf.tensor2d([MEMBERS]), [x.size, 1]);
    const column = (of: tf.Tensor) => tf.expandDims(scores(of), 1);
    return [inside, tf.add(tf.mul(inside, column(x)), tf.mul(complement(inside), column(opposite(x))))];
  };
  return [
    sliceOfSamples('probability', fixed, inputsWith(overProbability, complement)),
    sliceOfSamples('margin', fixed, inputsWith(overMargin, tf.neg)),
  ];
}
