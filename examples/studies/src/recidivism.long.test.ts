import { taskLoss } from '@losskit/tasks';
import { minimize } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { recidivism, released } from '../recidivism.task.ts';

/**
 * What `CoxPHFitter` and `WeibullAFTFitter` of lifelines 0.30.0 estimate on all rows. The hazards are also those of J. Fox,
 * Cox Proportional-Hazards Regression for Survival Data, 2002, who fits them with R.
 */
const HAZARDS = [-0.379422, -0.057438, 0.3139, -0.149796, -0.433704, -0.084871, 0.091497];
const LOG_TIMES = [0.272172, 0.040715, -0.224808, 0.106551, 0.31126, 0.058822, -0.065817];
const LOG_SHAPE = 0.339103;

/** The model of the task at the minimum of a loss on all rows, in the units of the table. */
async function fitted(loss: string) {
  const inputs = tf.tensor2d(released.inputs);
  const mean = tf.mean(inputs, 0);
  const scale = tf.sqrt(tf.mean(tf.square(tf.sub(inputs, mean)), 0));
  const data = await recidivism.load(0);
  const { model } = await recidivism.createModel(0, data);
  const { kernel, logShape } = model.variables;
  if (!kernel || !logShape) throw new Error('Expected the variables of the task.');
  await minimize({
    model,
    batch: { inputs: tf.div(tf.sub(inputs, mean), scale), targets: tf.tensor2d(released.targets) },
    loss: recidivism.link(taskLoss(loss), recidivism.shapeOf(data)).loss,
    maxIterations: 30,
  });
  return { slopes: tf.div(tf.reshape(kernel, [-1]), scale), logShape };
}

test('Cox: the hazards of lifelines and R, ties taken as Efron does', async () => {
  const { slopes } = await fitted('coxPartialLikelihood');
  // The time is the longer the smaller the hazard.
  expect(tf.neg(slopes)).toBeAllClose(HAZARDS, { atol: 1e-3, rtol: 2e-3 });
}, 240_000);

test('Weibull: the accelerated failure times of lifelines', async () => {
  const { slopes, logShape } = await fitted('weibullNll');
  expect(slopes).toBeAllClose(LOG_TIMES, { atol: 2e-4, rtol: 2e-3 });
  expect(logShape).toBeAllClose([LOG_SHAPE], { atol: 1e-3 });
});
