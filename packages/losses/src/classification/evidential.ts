import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { classOptions, classRows } from '../layouts/classRows.ts';
import { digamma, entropyOfGamma } from '../ops/digamma.ts';
import { logGamma } from '../ops/logGamma.ts';
import { sumOfOthers } from '../ops/rows/sumOfOthers.ts';

/**
 * Evidential loss: the logits are evidence for the classes, and evidence of all together says how sure the model is.
 *
 *     Σ_c t_c (Σ_k ((k = c) - p_k)² + p_k (1 - p_k) / (S + 1) + klWeight · KL_c)
 *     α = 1 + softplus(logits), S = Σ α, p = α / S
 *
 * which is the squared error that is expected of probabilities drawn from a Dirichlet distribution of parameters α, with
 * mean p, plus KL_c = KL(Dir(α') ‖ Dir(1)) where α' is α with 1 for the true class: evidence for wrong classes is to be
 * none. Classes / S is the uncertainty of a row, 1 without any evidence. The paper lets `klWeight` grow from 0 to 1 over
 * the first ten epochs and has relu in the place of softplus, with which a row without evidence has no gradient. For a
 * distribution the loss is the expected one over its classes.
 *
 * @param labels - Class ids (int32, shape […]) or distributions (float32, shape […, classes]).
 * @param logits - What evidence is made of, shape […, classes].
 * @param options.klWeight - How much evidence for wrong classes costs, 0 to 1. Default 1.
 * @param options.classWeights - One weight ≥ 0 per class; the mean divides by the rows' weights. For
 *   distributions the row's weight is Σ_c w_c t_c.
 * @param options.ignoreIndex - Class id of rows to ignore. Default −100.
 * @returns Scalar, or the shape of the rows with `reduction: 'none'`. A class id outside [0, classes) makes
 *   its row NaN.
 * @throws RangeError if the shapes don't fit or an option is out of range; TypeError for class ids that are
 *   not int32.
 * @formula \sum_k (y_k - p_k)^2 + \frac{p_k (1 - p_k)}{S + 1} + \lambda\, \mathrm{KL}\left(\mathrm{Dir}(\tilde\alpha) \,\|\, \mathrm{Dir}(1)\right), \quad \alpha = 1 + \log(1 + e^{z})
 * @domain Logits are any real numbers; labels are class ids or distributions that sum to 1.
 * @useWhen A classifier is to say of a row that it knows nothing, as of one unlike all that it has seen.
 * @avoidWhen Probabilities have to be calibrated or ranked finely: crossEntropy is a proper score of them.
 * @example
 * ```ts
 * evidential(tf.tensor1d([0], 'int32'), tf.tensor2d([[0, 0]])).dataSync(); // [0.7312]
 * ```
 * @see M. Sensoy, L. Kaplan and M. Kandemir, Evidential Deep Learning to Quantify Classification Uncertainty, 2018,
 *   arXiv:1806.01768
 */
export const evidential = defineLoss(
  {
    name: 'evidential',
    aliases: ['edl', 'deepEvidentialClassification', 'torch_uncertainty.dec'],
    family: 'classification',
    target: 'multiclass',
    prediction: 'logits',
    layout: classRows('logits', 'what evidence is made of', 0),
    options: {
      ...classOptions,
      klWeight: { kind: 'number', default: 1, atLeast: 0, atMost: 1 },
    },
  },
  ({ klWeight }, labels: tf.Tensor, logits: tf.Tensor) => {
    const classes = logits.shape.at(-1) ?? 0;
    const evidence = tf.softplus(logits);
    const strength = tf.add(tf.sum(evidence, -1, true), classes);
    const probabilities = tf.div(tf.add(evidence, 1), strength);
    const squares = tf.sum(tf.square(probabilities), -1, true);
    const variance = tf.div(tf.sub(1, squares), tf.add(strength, 1));
    const error = tf.add(tf.sub(tf.add(1, squares), tf.mul(2, probabilities)), variance);

    // log Γ(S') − Σ log Γ(α'), and the digammas, whose terms linear in α' cancel and are left out of both.
    const evidenceOfOthers = sumOfOthers(evidence);
    const ofAll = tf.add(
      entropyOfGamma(tf.add(evidenceOfOthers, classes - 1)),
      tf.mul(classes - 1, digamma(tf.add(evidenceOfOthers, classes))),
    );
    const divergence = tf.sub(
      tf.sub(ofAll, sumOfOthers(entropyOfGamma(evidence))),
      logGamma(classes) + classes - 1,
    );
    return tf.sum(tf.mul(labels, tf.add(error, tf.mul(klWeight, divergence))), -1);
  },
);
