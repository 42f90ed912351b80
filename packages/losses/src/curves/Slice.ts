import * as tf from '@tensorflow/tfjs-core';
import type { AxisName } from '../axes.ts';
import type { AnyLoss } from '../contract.ts';

/** A point of a loss's curve: where, how large the loss is, and its slope. */
export interface CurvePoint {
  readonly x: number;
  readonly value: number;
  readonly slope: number;
}

/** A loss as a function of one number, all others held fixed. */
export interface Slice {
  readonly axis: AxisName;
  /** What is held fixed, in words; empty where nothing is. */
  readonly fixed: string;
  /** How many points a drawing is worth: each may take a whole batch, picture or sequence. */
  readonly maxPoints: number;
  /** The loss and its slope at each of these places. */
  readonly measure: (loss: AnyLoss, xs: readonly number[]) => CurvePoint[];
}

/** The curves of a loss, the one that says most of it first. */
export type Slices = readonly [Slice, ...Slice[]];

/** Inputs of a loss at x, made of tf operations, so that the slope along x comes from autograd. */
export type InputsAt = (x: tf.Tensor) => tf.Tensor[];

const MAX_BATCHES = 61;
const MAX_PICTURES = 31;

function measureTogether(xs: readonly number[], lossAt: (x: tf.Tensor) => tf.Tensor): CurvePoint[] {
  const [values, slopes] = tf.tidy(() => {
    const x = tf.tensor1d([...xs]);
    const { value, grad } = tf.valueAndGrad(lossAt)(x, tf.onesLike(x));
    return [value.dataSync(), grad.dataSync()];
  });
  return xs.map((x, place) => ({
    x,
    value: values?.[place] ?? Number.NaN,
    slope: slopes?.[place] ?? Number.NaN,
  }));
}

/** For losses of one row each: every place is a row of one call. */
export function sliceOfRows(axis: AxisName, fixed: string, inputs: InputsAt): Slice {
  return {
    axis,
    fixed,
    maxPoints: Number.POSITIVE_INFINITY,
    measure: (loss, xs) => measureTogether(xs, (x) => loss.evaluate(inputs(x), { reduction: 'none' })),
  };
}

/** For losses of one picture each. */
export function sliceOfPictures(axis: AxisName, fixed: string, inputs: InputsAt): Slice {
  return { ...sliceOfRows(axis, fixed, inputs), maxPoints: MAX_PICTURES };
}

/** For losses of groups of rows: every place is a sample of one call, and a group of its own. */
export function sliceOfSamples(axis: AxisName, fixed: string, inputs: InputsAt): Slice {
  const lossAt = (loss: AnyLoss) => (x: tf.Tensor) => {
    const ofGroups = loss.evaluate(inputs(x), { reduction: 'none', perSample: true });
    return tf.mean(tf.reshape(ofGroups, [x.size, -1]), 1);
  };
  return {
    axis,
    fixed,
    maxPoints: MAX_BATCHES,
    measure: (loss, xs) => measureTogether(xs, lossAt(loss)),
  };
}

/** For losses whose rows depend on all others: every place is a call of its own. */
export function sliceOfBatches(axis: AxisName, fixed: string, inputs: InputsAt): Slice {
  const lossAt = (loss: AnyLoss) => (x: tf.Tensor) => {
    const { defaultReduction } = loss.declaration;
    return tf.reshape(loss.evaluate(inputs(x), { reduction: defaultReduction }), [1]);
  };
  return {
    axis,
    fixed,
    maxPoints: MAX_BATCHES,
    measure: (loss, xs) => xs.flatMap((place) => measureTogether([place], lossAt(loss))),
  };
}
