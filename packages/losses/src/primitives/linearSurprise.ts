import * as tf from '@tensorflow/tfjs-core';

import { oneHot } from './oneHot.ts';
import { weightedTargets } from './weightedTargets.ts';
import { zeroSafeMultiply } from './zeroSafeMultiply.ts';

/** Rows, and the linear layer that they share. */
export interface LinearRows {
  /** Class ids [rows], or distributions [rows, classes]. */
  readonly labels: tf.Tensor;
  /** [rows, features] */
  readonly features: tf.Tensor;
  /** [features, classes] */
  readonly kernel: tf.Tensor;
  /** [classes] */
  readonly bias: tf.Tensor;
  /** [classes] */
  readonly classWeights: tf.Tensor;
}

function unpack([labels, features, kernel, bias, classWeights]: readonly tf.Tensor[]): LinearRows {
  if (!labels || !features || !kernel || !bias || !classWeights) {
    throw new TypeError('linearSurprise: expected tfjs to pass five tensors.');
  }
  return { labels, features, kernel, bias, classWeights };
}

function targetsOf({ labels, classWeights }: LinearRows, labelSmoothing: number): tf.Tensor {
  const distributions = labels.rank === 1 ? oneHot(labels, classWeights.size) : labels;
  return weightedTargets(distributions, labelSmoothing, classWeights);
}

function logProbabilitiesOf({ features, kernel, bias }: LinearRows): tf.Tensor {
  return tf.logSoftmax(tf.add(tf.matMul(tf.reshape(features, [-1, kernel.shape[0] ?? 1]), kernel), bias));
}

/** The cross-entropy of every row. */
function surpriseOf(rows: LinearRows, labelSmoothing: number): tf.Tensor {
  const targets = targetsOf(rows, labelSmoothing);
  return tf.neg(tf.sum(zeroSafeMultiply(targets, logProbabilitiesOf(rows)), -1));
}

/** The gradients of that with respect to labels, features, kernel and bias, for a gradient `dy` of each row. */
function gradientsOf(dy: tf.Tensor, rows: LinearRows, labelSmoothing: number) {
  const { labels, features, kernel, classWeights } = rows;
  const ofRow = tf.expandDims(dy, -1);
  const targets = targetsOf(rows, labelSmoothing);
  const logProbabilities = logProbabilitiesOf(rows);
  const expected = tf.mul(tf.exp(logProbabilities), tf.sum(targets, -1, true));
  const ofLogits = tf.mul(ofRow, tf.sub(expected, targets));
  const ofLabels =
    labels.rank === 1
      ? tf.zeros(labels.shape)
      : tf.mul(
          tf.mul(ofRow, tf.mul(labelSmoothing - 1, classWeights)),
          tf.where(tf.isFinite(logProbabilities), logProbabilities, tf.zerosLike(logProbabilities)),
        );
  return {
    labels: ofLabels,
    features: tf.matMul(ofLogits, kernel, false, true),
    kernel: tf.matMul(features, ofLogits, true, false),
    bias: tf.sum(ofLogits, 0),
  };
}

/**
 * The softmax cross-entropy of the logits features · kernel + bias for every row, some rows at a time in both directions, so
 * that the logits of all rows never exist together. Backwards they are computed again. No gradient flows to the class
 * weights.
 *
 * @param chunkSize - How many rows at a time.
 */
export function linearSurprise(given: LinearRows, labelSmoothing: number, chunkSize: number): tf.Tensor {
  const total = given.labels.shape[0] ?? 0;
  if (total === 0) return tf.sum(given.features, 1);
  const starts = Array.from({ length: Math.ceil(total / chunkSize) }, (_, index) => index * chunkSize);
  const sliced = (tensor: tf.Tensor, start: number) =>
    tf.slice(tensor, start, Math.min(chunkSize, total - start));
  const chunkOf = (rows: LinearRows, start: number): LinearRows => ({
    ...rows,
    labels: sliced(rows.labels, start),
    features: sliced(rows.features, start),
  });

  function backward(dy: tf.Tensor, rows: LinearRows): tf.Tensor[] {
    const sums = { kernel: tf.zerosLike(rows.kernel), bias: tf.zerosLike(rows.bias) };
    const chunks = starts.map((start) => {
      const before = { ...sums };
      const { labels, features, kernel, bias } = tf.tidy(() => {
        const found = gradientsOf(sliced(dy, start), chunkOf(rows, start), labelSmoothing);
        return {
          ...found,
          kernel: tf.add(before.kernel, found.kernel),
          bias: tf.add(before.bias, found.bias),
        };
      });
      tf.dispose(before);
      Object.assign(sums, { kernel, bias });
      return { labels, features };
    });
    return [
      tf.concat(chunks.map(({ labels }) => labels)),
      tf.concat(chunks.map(({ features }) => features)),
      sums.kernel,
      sums.bias,
      tf.zerosLike(rows.classWeights),
    ];
  }

  const inputs = [given.labels, given.features, given.kernel, given.bias, given.classWeights];
  const surprise = tf.customGrad((...inputsAndSave) => {
    const save = inputsAndSave.at(-1);
    if (typeof save !== 'function')
      throw new TypeError('linearSurprise: expected tfjs to pass a save function.');
    save(inputs);
    return {
      value: tf.concat(
        starts.map((start) => tf.tidy(() => surpriseOf(chunkOf(given, start), labelSmoothing))),
      ),
      // Saved, not captured: tfjs disposes what the forward pass made before the backward pass runs.
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => backward(dy, unpack(saved)),
    };
  });
  return surprise(...inputs);
}
