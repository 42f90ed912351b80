import { markClassIds } from '@losskit/losses/contract';
import * as tf from '@tensorflow/tfjs';

import type { OptimizerChoice, TrainingWork } from '../cases/Case.ts';
import type { NamedValues } from '../cases/NamedValues.ts';
import { type Problem, valuesOf } from '../cases/problem.ts';

export function tensorOf({ values, shape }: NamedValues, dtype: 'float32' | 'int32' = 'float32'): tf.Tensor {
  return tf.tensor(dtype === 'int32' ? Int32Array.from(values) : values, [...shape], dtype);
}

/** Rows that are trained on, on the selected backend. */
export interface Rows {
  readonly inputs: tf.Tensor;
  readonly targets: tf.Tensor;
}

/** The rows of a problem, with class ids as int32. */
export function rowsOf(problem: Problem, { loss }: TrainingWork): Rows {
  return {
    inputs: tensorOf(valuesOf(problem, 'inputs')),
    targets: tensorOf(valuesOf(problem, 'targets'), loss === 'crossEntropy' ? 'int32' : 'float32'),
  };
}

/** Losses whose truth are class ids. */
const OF_CLASS_IDS = ['crossEntropy', 'categoricalFocal', 'ctc'];

/** What the predictions of a loss are compared with. */
export function truthOf(problem: Problem, loss: string): tf.Tensor {
  if (!OF_CLASS_IDS.includes(loss)) return tensorOf(valuesOf(problem, 'truth'));
  const ids = tensorOf(valuesOf(problem, 'truth'), 'int32');
  // As in training, where ids are checked once.
  markClassIds(ids, valuesOf(problem, 'predictions').shape.at(-1) ?? 0);
  return ids;
}

/** Class ids as rows with a one in the column of the class. */
export function oneHot(ids: tf.Tensor, classes: number): tf.Tensor {
  return tf.tidy(() => tf.cast(tf.oneHot(tf.cast(ids, 'int32'), classes), 'float32'));
}

/** Batch `step` of rows that are gone through over and over, in their order. */
export function sliceBatch({ inputs, targets }: Rows, { rows, batch }: TrainingWork, step: number): Rows {
  if (batch === rows) return { inputs: inputs.clone(), targets: targets.clone() };
  const begin = (step % (rows / batch)) * batch;
  return { inputs: tf.slice(inputs, begin, batch), targets: tf.slice(targets, begin, batch) };
}

/** Reads one number; NaN where there is none. */
export async function readNumber(tensor: tf.Tensor): Promise<number> {
  const [value = Number.NaN] = await tensor.data();
  return value;
}

/** Reads a single number and disposes the tensor. */
export async function takeNumber(tensor: tf.Tensor): Promise<number> {
  const value = await readNumber(tensor);
  tensor.dispose();
  return value;
}

/** What tfjs has by another default than the other libraries. */
const ADAM_EPSILON = 1e-8;

/** An optimizer of TensorFlow.js. */
export function tfjsOptimizer({ kind, learningRate }: OptimizerChoice): tf.Optimizer {
  return kind === 'adam'
    ? tf.train.adam(learningRate, undefined, undefined, ADAM_EPSILON)
    : tf.train.sgd(learningRate);
}

/** The mean of the squares, added up in float64. */
export async function meanSquare(tensor: tf.Tensor): Promise<number> {
  const values = await tensor.data();
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum / values.length;
}
