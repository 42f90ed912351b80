import type { LossDeclaration } from '@losskit/losses/contract';
import * as tf from '@tensorflow/tfjs-core';

/**
 * How a classifier's scores meet a loss: what the loss is given, and which probabilities the model then stands for.
 *
 * The space in the loss's declaration decides. Losses on real values or on probabilities see the softmax, so that
 * they can train a classifier too; losses on one binary target per class see the scores or their softmax.
 */
export interface LossLink {
  /** Class ids, or one-hot rows for losses that compare element by element. */
  readonly targets: 'class ids' | 'one-hot';
  /** What the loss takes as its prediction, from scores [rows, classes]. */
  toPrediction(scores: tf.Tensor): tf.Tensor;
  /** Probabilities [rows, classes] whose rows sum to 1. */
  toProbabilities(scores: tf.Tensor): tf.Tensor;
}

function normalizedSigmoid(scores: tf.Tensor): tf.Tensor {
  // Through the logarithm, so that a row of very negative scores does not become 0 / 0.
  return tf.softmax(tf.logSigmoid(scores));
}

/** The link that a loss's declaration asks for. */
export function lossLink({ target, prediction }: LossDeclaration): LossLink {
  const targets = target === 'classes' ? 'class ids' : 'one-hot';
  const toProbabilities =
    (target === 'binary' || target === 'label sets') && prediction === 'logits'
      ? normalizedSigmoid
      : (scores: tf.Tensor) => tf.softmax(scores);
  switch (prediction) {
    case 'logits':
      return { targets, toProbabilities, toPrediction: (scores) => scores };
    case 'logProbabilities':
      return { targets, toProbabilities, toPrediction: (scores) => tf.logSoftmax(scores) };
    case 'probabilities':
    case 'values':
      return { targets, toProbabilities, toPrediction: (scores) => tf.softmax(scores) };
    case 'embeddings':
    case 'parameters':
      throw new RangeError(`lossLink: expected a loss on scores or probabilities, got one on ${prediction}.`);
  }
}
