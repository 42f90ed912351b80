import type { AnyLoss } from '@losskit/losses/contract';
import * as tf from '@tensorflow/tfjs-core';

/** The numbers of a tensor that `compute` makes, and nothing left behind. */
export function numbersOf(compute: () => tf.Tensor): number[] {
  return Array.from(tf.tidy(() => compute().dataSync()));
}

/** The one number of a scalar that `compute` makes. */
export function numberOf(compute: () => tf.Tensor): number {
  const [value = Number.NaN] = numbersOf(compute);
  return value;
}

/** The slope of `curve` at each x, by autograd. */
export function slopesOf(curve: (x: tf.Tensor) => tf.Tensor, xs: readonly number[]): number[] {
  return numbersOf(() => tf.grad((x) => tf.sum(curve(x)))(tf.tensor1d([...xs])));
}

/** The slope of a function of one number by central differences, exact to about 1e-9. */
export function differenceQuotient(f: (x: number) => number, x: number, step = 1e-4): number {
  const [near, far] = [step, 2 * step].map((h) => (f(x + h) - f(x - h)) / (2 * h));
  return ((near ?? Number.NaN) * 4 - (far ?? Number.NaN)) / 3;
}

/** Evenly spaced numbers from `from` to `to`, both included. */
export function spaced(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => from + ((to - from) * index) / (count - 1));
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The losses of single elements, before any reduction. */
export function elementLosses(
  loss: AnyLoss,
  yTrue: readonly number[],
  yPred: readonly number[],
  options: object = {},
): number[] {
  return numbersOf(() =>
    loss.evaluate([tf.tensor1d([...yTrue]), tf.tensor1d([...yPred])], { ...options, reduction: 'none' }),
  );
}

/** The mean loss of a batch. */
export function meanLoss(
  loss: AnyLoss,
  yTrue: readonly number[],
  yPred: readonly number[],
  options: object = {},
): number {
  return numberOf(() => loss.evaluate([tf.tensor1d([...yTrue]), tf.tensor1d([...yPred])], options));
}

/** How the loss of each element changes with its prediction, by autograd. */
export function elementSlopes(
  loss: AnyLoss,
  yTrue: readonly number[],
  yPred: readonly number[],
  options: object = {},
): number[] {
  return slopesOf(
    (predictions) => loss.evaluate([tf.tensor1d([...yTrue]), predictions], { ...options, reduction: 'none' }),
    yPred,
  );
}
