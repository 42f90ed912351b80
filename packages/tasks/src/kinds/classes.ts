import type { Rows } from '@losskit/data';
import type { LossDeclaration } from '@losskit/losses/contract';
import * as tf from '@tensorflow/tfjs-core';

import type { TargetShape } from './TargetShape.ts';

/** Counts of each class in a part. */
function classCounts({ values }: Rows, classes: number): Float32Array {
  const counts = new Float32Array(classes);
  for (const id of values) counts[id] = (counts[id] ?? 0) + 1;
  return counts;
}

/** How often each class is the target, as rows of probabilities: what a model says that looks at no input. */
export function classFrequencies(train: Rows, { width }: TargetShape, rows: number): Rows<Float32Array> {
  const frequencies = classCounts(train, width).map((count) => count / train.values.length);
  const values = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) values.set(frequencies, row * width);
  return { values, rowShape: [width] };
}

/** Classes of int32 ids: those that have names, else up to the largest. */
export function classesOf({ values }: Rows, named: number | undefined): number {
  if (named !== undefined) return named;
  let largest = 0;
  for (const id of values) largest = Math.max(largest, id);
  return largest + 1;
}

/** The first id that is no class. */
export function classProblem({ values, rowShape }: Rows, { width }: TargetShape) {
  const place = values.findIndex((id) => id < 0 || id >= width);
  if (place < 0) return undefined;
  const size = rowShape.reduce((product, length) => product * length, 1);
  return {
    row: Math.floor(place / size),
    problem: `a class id from 0 to ${width - 1}, got ${values[place]}`,
  };
}

/**
 * Logits of several classes in the space that a loss declares: losses on real values see the softmax, so that they can train
 * a classifier, too.
 */
export function inSpaceOf({ prediction }: LossDeclaration): (logits: tf.Tensor) => tf.Tensor {
  if (prediction === 'logits') return (logits) => logits;
  if (prediction === 'logProbabilities') return (logits) => tf.logSoftmax(logits);
  return (logits) => tf.softmax(logits);
}

/** The sigmoid of each logit, made to sum to 1. */
export function normalizedSigmoid(logits: tf.Tensor): tf.Tensor {
  // Through the logarithm, so that a row of very negative logits does not become 0 / 0.
  return tf.softmax(tf.logSigmoid(logits));
}
