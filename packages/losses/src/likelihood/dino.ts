import * as tf from '@tensorflow/tfjs-core';

import { stopGradient } from '../autodiff/stopGradient.ts';
import { checkClassRow } from '../contract/checks.ts';
import { defineLoss } from '../contract/defineLoss.ts';
import { rows } from '../layouts/rows.ts';
import { crossEntropyOfLogits } from '../ops/crossEntropy/crossEntropyOfLogits.ts';

/**
 * DINO: a student is to give a view the probabilities that its teacher gives another view of the same row.
 *
 *     -Σ_c p_c log q_c,  p = softmax((teacherLogits - centre) / T_t), q = softmax(logits / T)
 *
 * over the last axis. The teacher's low temperature keeps the outputs from becoming all equal, the centre, a moving
 * average of the teacher's logits, keeps one of them from winning everywhere: `nextCentre` of
 * `@losskit/losses/factories` gives it from step to step. The teacher and the centre get no gradient. The mean over
 * several pairs of views is that of the calls for each.
 *
 * @param teacherLogits - Outputs of the teacher for one view, shape […, classes].
 * @param logits - Outputs of the student for another view, the shape of `teacherLogits`.
 * @param options.centre - What is taken from the teacher's logits, one number per class. Default: nothing.
 * @param options.temperature - T: what the student's logits are divided by, above 0. Default 0.1.
 * @param options.teacherTemperature - T_t: what the teacher's are divided by, above 0. Default 0.04.
 * @returns Scalar, or the shape without the last axis with `reduction: 'none'`; in nats.
 * @throws RangeError if the shapes differ, there is no last axis or an option is out of range.
 * @formula -\sum_c p_c \log q_c, \quad p = \mathrm{softmax}((t - c) / T_t),\; q = \mathrm{softmax}(z / T)
 * @domain All real numbers.
 * @useWhen Self-supervision with a teacher that is a moving average of its student.
 * @avoidWhen The teacher has been trained: knowledgeDistillation learns from it, without a centre.
 * @example
 * ```ts
 * const centre = tf.tensor1d([0.1, 0]);
 * dino(tf.tensor2d([[0.2, 0]]), tf.tensor2d([[0, 0.1]]), { centre }).dataSync(); // [1.2374]
 * ```
 * @see M. Caron et al., Emerging Properties in Self-Supervised Vision Transformers, 2021, arXiv:2104.14294
 */
export const dino = defineLoss(
  {
    name: 'dino',
    aliases: [],
    family: 'likelihood',
    target: 'vectors',
    prediction: 'logits',
    layout: {
      ...rows('classes', [
        {
          name: 'teacherLogits',
          meaning: 'outputs of the teacher for one view',
          perElement: 'row',
          neutral: 0,
        },
        {
          name: 'logits',
          meaning: 'outputs of the student for another view',
          perElement: 'row',
          neutral: 0,
        },
      ]),
      checkOptions(where, [, logits], { centre }) {
        checkClassRow(where, 'centre', centre, logits?.shape.at(-1) ?? 0);
      },
    },
    options: {
      centre: { kind: 'tensor' },
      temperature: { kind: 'number', default: 0.1, above: 0 },
      teacherTemperature: { kind: 'number', default: 0.04, above: 0 },
    },
  },
  ({ centre, temperature, teacherTemperature }, teacherLogits: tf.Tensor, logits: tf.Tensor) => {
    const probabilities = stopGradient(centre ? [teacherLogits, centre] : [teacherLogits], () =>
      tf.softmax(tf.div(centre ? tf.sub(teacherLogits, centre) : teacherLogits, teacherTemperature)),
    );
    return crossEntropyOfLogits(probabilities, tf.div(logits, temperature));
  },
);
