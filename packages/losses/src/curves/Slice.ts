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
  /** The loss alone, in a fraction of the time. */
  readonly values: (loss: AnyLoss, xs: readonly number[]) => number[];
}

/** The curves of a loss, the one that says most of it first. */
export type Slices = readonly [Slice, ...Slice[]];

/** Inputs of a loss at x, made of tf operations, so that the slope along x comes from autograd. */
export type InputsAt = (x: tf.Tensor) => tf.Tensor[];

const MAX_BATCHES = 61;
const MAX_PICTURES = 31;

/** A loss along an axis: one value per place. */
type LossAt = (loss: AnyLoss) => (x: tf.Tensor) => tf.Tensor;

/** Every place is a part of one call. */
function measuredTogether(lossAt: LossAt): Pick<Slice, 'measure' | 'values'> {
  return {
    measure(loss, xs) {
      const [values, slopes] = tf.tidy(() => {
        const x = tf.tensor1d([...xs]);
        const { value, grad } = tf.valueAndGrad(lossAt(loss))(x, tf.onesLike(x));
        return [value.dataSync(), grad.dataSync()];
      });
      return xs.map((x, place) => ({
        x,
        value: values?.[place] ?? Number.NaN,
        slope: slopes?.[place] ?? Number.NaN,
      }));
    },
    values: (loss, xs) => tf.tidy(() => [...lossAt(loss)(tf.tensor1d([...xs])).dataSync()]),
  };
}

/** For losses of one row each: every place is a row of one call. */
export function sliceOfRows(axis: AxisName, fixed: string, inputs: InputsAt): Slice {
  return {
    axis,
    fixed,
    maxPoints: Number.POSITIVE_INFINITY,
    ...measuredTogether((loss) => (x) => loss.evaluate(inputs(x), { reduction: 'none' })),
  };
}

/** For losses of one picture each. */
export function sliceOfPictures(axis: AxisName, fixed: string, inputs: InputsAt): Slice {
  return { ...sliceOfRows(axis, fixed, inputs), maxPoints: MAX_PICTURES };
}

/** For losses of groups of rows: every place is a sample of one call, and a group of its own. */
export function sliceOfSamples(axis: AxisName, fixed: string, inputs: InputsAt): Slice {
  const lossAt: LossAt = (loss) => (x) => {
    const ofGroups = loss.evaluate(inputs(x), { reduction: 'none', perSample: true });
    return tf.mean(tf.reshape(ofGroups, [x.size, -1]), 1);
  };
  return { axis, fixed, maxPoints: MAX_BATCHES, ...measuredTogether(lossAt) };
}

/** For losses whose rows depend on all others: every place is a call of its own. */
export function sliceOfBatches(axis: AxisName, fixed: string, inputs: InputsAt): Slice {
  const { measure, values } = measuredTogether((loss) => (x) => {
    const { defaultReduction } = loss.declaration;
    return tf.reshape(loss.evaluate(inputs(x), { reduction: defaultReduction }), [1]);
  });
  return {
    axis,
    fixed,
    maxPoints: MAX_BATCHES,
    measure: (loss, xs) => xs.flatMap((place) => measure(loss, [place])),
    values: (loss, xs) => xs.flatMap((place) => values(loss, [place])),
  };
}
