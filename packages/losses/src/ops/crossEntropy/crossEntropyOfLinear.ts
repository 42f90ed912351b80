import * as tf from '@tensorflow/tfjs-core';
import { withGradients } from '../../autodiff/withGradients.ts';
import { oneHot } from '../oneHot.ts';
import { crossEntropyOfLogits } from './crossEntropyOfLogits.ts';
import { weightedTargets } from './weightedTargets.ts';

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
    throw new TypeError('crossEntropyOfLinear: expected tfjs to pass five tensors.');
  }
  return { labels, features, kernel, bias, classWeights };
}

function targetsOf({ labels, classWeights }: LinearRows, labelSmoothing: number): tf.Tensor {
  const distributions = labels.rank === 1 ? oneHot(labels, classWeights.size) : labels;
  return weightedTargets(distributions, labelSmoothing, classWeights);
}

/** The cross-entropy of the logits of these rows, with its gradient. */
function ofLogits(rows: LinearRows, labelSmoothing: number) {
  const targets = targetsOf(rows, labelSmoothing);
  const logits = tf.add(tf.matMul(rows.features, rows.kernel), rows.bias);
  const { value, gradients } = crossEntropyOfLogits(targets, logits);
  return {
    value: () => value(() => {}, targets, logits),
    gradients: (dy: tf.Tensor) => gradients(dy, [], targets, logits),
  };
}

/** The gradients with respect to labels, features, kernel and bias, for a gradient `dy` of each row. */
function gradientsOf(dy: tf.Tensor, rows: LinearRows, labelSmoothing: number) {
  const { labels, features, kernel, classWeights } = rows;
  const [ofTargets, ofScores] = ofLogits(rows, labelSmoothing).gradients(dy);
  if (!ofTargets || !ofScores) throw new TypeError('crossEntropyOfLinear: expected two gradients.');
  const scores = ofScores();
  return {
    // Class ids have none.
    labels:
      labels.rank === 1
        ? tf.zeros(labels.shape)
        : tf.mul(ofTargets(), tf.mul(1 - labelSmoothing, classWeights)),
    features: tf.matMul(scores, kernel, false, true),
    kernel: tf.matMul(features, scores, true, false),
    bias: tf.sum(scores, 0),
  };
}

/**
 * The softmax cross-entropy of the logits features · kernel + bias for every row, some rows at a time in both
 * directions, so that the logits of all rows never exist together. Backwards they are computed again. No
 * gradient flows to the class weights.
 *
 * @param chunkSize - How many rows at a time.
 */
export function crossEntropyOfLinear(
  given: LinearRows,
  labelSmoothing: number,
  chunkSize: number,
): tf.Tensor {
  const total = given.labels.shape[0] ?? 0;
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
  return withGradients(
    inputs,
    () =>
      tf.concat(
        starts.map((start) => tf.tidy(() => ofLogits(chunkOf(given, start), labelSmoothing).value())),
      ),
    (dy, ...saved) => backward(dy, unpack(saved)).map((gradient) => () => gradient),
  );
}
