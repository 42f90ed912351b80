import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { rows } from '../layouts/rows.ts';
import { clip } from '../ops/clip.ts';
import { exponentialRemainder } from '../ops/exponentialRemainder.ts';
import { log1p } from '../ops/log1p.ts';
import { softmax } from '../ops/softmax.ts';
import { perRow } from '../ops/softmaxTerms.ts';

/** Scores as they are below the highest of their row: what all have in common loses no digits of the rest. */
function belowHighest(scores: tf.Tensor): tf.Tensor {
  return tf.sub(scores, tf.max(scores, -1, true));
}

/**
 * How far the student's softened logits are above the teacher's, v, less the mean of that over the teacher's
 * probabilities p. The divergence is log Σ p e^v = log(1 + Σ p (e^v − 1 − v)), which loses no digits where both
 * are near each other, as they are at high temperatures.
 */
function centredSurplus(teacher: tf.Tensor, student: tf.Tensor, temperature: number): tf.Tensor {
  const surplus = tf.div(tf.sub(student, teacher), temperature);
  const probabilities = softmax(tf.div(teacher, temperature));
  return tf.sub(surplus, tf.sum(tf.mul(probabilities, surplus), -1, true));
}

/**
 * Knowledge distillation: a student is to give the classes the probabilities that its teacher gives them, both
 * softened by a temperature.
 *
 *     T² · Σ_c p_c (log p_c - log q_c),  p = softmax(teacherLogits / T), q = softmax(logits / T)
 *
 * over the last axis. The factor T² keeps the size of the gradient when T changes. Hinton et al. add the
 * cross-entropy with the labels: here as a second loss with a weight of its own, as in
 * `0.5 * knowledgeDistillation + 0.5 * crossEntropy`.
 *
 * @param teacherLogits - Scores that the teacher gives the classes, shape […, classes].
 * @param logits - Scores of the student, the shape of `teacherLogits`.
 * @param options.temperature - What the scores of both are divided by, above 0: the larger, the more the unlikely
 *   classes count. Default 2.
 * @returns Scalar, or the shape without the last axis with `reduction: 'none'`; in nats times T².
 * @throws RangeError if the shapes differ, there is no last axis or `temperature` is out of range.
 * @formula T^2 \sum_c p_c \log \frac{p_c}{q_c}, \quad p = \mathrm{softmax}(t / T),\; q = \mathrm{softmax}(z / T)
 * @domain All real numbers.
 * @useWhen A small classifier learns from a large one, or from several that are averaged.
 * @avoidWhen The teacher gives probabilities: klDivergence takes them, without a temperature.
 * @example
 * ```ts
 * knowledgeDistillation(tf.tensor2d([[2, 0]]), tf.tensor2d([[0, 0]])).dataSync(); // [0.4438]
 * ```
 * @see G. Hinton, O. Vinyals and J. Dean, Distilling the Knowledge in a Neural Network, 2015, arXiv:1503.02531
 */
export const knowledgeDistillation = defineLoss(
  {
    name: 'knowledgeDistillation',
    aliases: ['distillation', 'kdLoss'],
    family: 'likelihood',
    target: 'vectors',
    prediction: 'logits',
    layout: rows('classes', [
      {
        name: 'teacherLogits',
        meaning: 'scores that the teacher gives the classes',
        perElement: 'row',
        neutral: 0,
      },
      { name: 'logits', meaning: 'scores of the student', perElement: 'row', neutral: 0 },
    ]),
    options: {
      temperature: {
        kind: 'number',
        default: 2,
        above: 0,
      },
    },
    twiceDifferentiable: true,
  },
  ({ temperature }, teacherLogits: tf.Tensor, logits: tf.Tensor) => ({
    inputs: [teacherLogits, logits],
    value(_save, teacher = teacherLogits, student = logits) {
      const softened = tf.div(teacher, temperature);
      const surplus = centredSurplus(teacher, student, temperature);
      const near = log1p(
        tf.sum(tf.mul(tf.softmax(softened), exponentialRemainder(clip(surplus, -1, 1))), -1),
      );
      const [ofTeacher, ofStudent] = [belowHighest(softened), belowHighest(tf.div(student, temperature))];
      const far = tf.sub(
        tf.sub(tf.logSumExp(ofStudent, -1), tf.logSumExp(ofTeacher, -1)),
        tf.sum(tf.mul(tf.softmax(softened), tf.sub(ofStudent, ofTeacher)), -1),
      );
      const isNear = tf.lessEqual(tf.max(tf.abs(surplus), -1), 1);
      return tf.mul(temperature ** 2, tf.where(isNear, near, far));
    },
    gradients(dy, _saved, teacher = teacherLogits, student = logits) {
      const slope = tf.mul(temperature, perRow(dy));
      const p = softmax(tf.div(teacher, temperature));
      return [
        () => tf.mul(tf.neg(slope), tf.mul(p, centredSurplus(teacher, student, temperature))),
        () => tf.mul(slope, tf.sub(softmax(tf.div(student, temperature)), p)),
      ];
    },
  }),
);
