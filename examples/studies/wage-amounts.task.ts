import { builtInTask, defineTask, type TaskRows } from '@losskit/tasks';
import * as tf from '@tensorflow/tfjs';

/** The hourly wages of `wages` as amounts above 0: most earn little, and a few several times the mean. */
export const wageAmounts = defineTask({
  name: 'wage-amounts',
  target: 'amounts',
  targetName: 'wage in dollars an hour',
  sampling: 'split',
  async data({ seed }) {
    const { train, validation, test } = await builtInTask('wages').load(seed);
    const rowsOf = ({ inputs, targets }: TaskRows) => ({ inputs, targets: Array.from(targets.values) });
    return { train: rowsOf(train), validation: rowsOf(validation), test: rowsOf(test) };
  },
  model: ({ inputShape, outputs }) =>
    tf.sequential({ layers: [tf.layers.dense({ units: outputs, inputShape })] }),
  losses: ['gammaNll', 'tweedie', 'meanSquaredError', 'meanSquaredLogarithmicError'],
});
