import * as tf from '@tensorflow/tfjs-core';
import { AXES } from '../axes.ts';
import type { AnyLoss } from '../contract.ts';
import type { Slice } from './lossSlices.ts';

/** A point of a loss's curve: where, how large the loss is, and its slope. */
export interface CurvePoint {
  readonly x: number;
  readonly value: number;
  readonly slope: number;
}

/** The curve of a loss along a slice, at `count` points from one end of the axis to the other. */
export function sampleCurve(loss: AnyLoss, { axis, inputs }: Slice, count: number): CurvePoint[] {
  const { low, high } = AXES[axis];
  const xs = Array.from({ length: count }, (_, index) => low + ((high - low) * index) / (count - 1));
  const [values, slopes] = tf.tidy(() => {
    const x = tf.tensor1d(xs);
    const unreduced = loss.evaluate(inputs(x), { reduction: 'none' });
    const slope = tf.grad((at) => tf.sum(loss.evaluate(inputs(at), { reduction: 'none' })))(x);
    return [unreduced, slope].map((tensor) => tensor.dataSync());
  });
  return xs.map((x, index) => ({
    x,
    value: values?.[index] ?? Number.NaN,
    slope: slopes?.[index] ?? Number.NaN,
  }));
}
