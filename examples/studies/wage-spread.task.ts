import { builtInTask, defineTask, type TaskRows } from '@losskit/tasks';
import * as tf from '@tensorflow/tfjs';

/** Logarithms of the hourly wages of `wages`, each predicted as a mean and a variance. */
export const wageSpread = defineTask({
  name: 'wage-spread',
  target: 'distribution',
  targetName: 'logarithm of the hourly wage',
  sampling: 'split',
  async data({ seed }) {
    const { train, validation, test } = await builtInTask('wages').load(seed);
    const rowsOf = ({ inputs, targets }: TaskRows) => ({
      inputs,
      targets: Array.from(targets.values, Math.log),
    });
    return { train: rowsOf(train), validation: rowsOf(validation), test: rowsOf(test) };
  },
  // Means, then what variances are made of.
  model: ({ inputShape, outputs }) =>
    tf.sequential({ layers: [tf.layers.dense({ units: 2 * outputs, inputShape })] }),
  losses: ['gaussianNll', 'laplaceNll', 'studentTNll', 'gaussianCrps'],
});
