import { readFileSync } from 'node:fs';
import { defineTask, splitRows, standardized } from '@losskit/tasks';
import * as tf from '@tensorflow/tfjs';

const FILE = new URL('data/recidivism.csv', import.meta.url);
/** How long the study went on. */
const WEEKS = 52;
const FEATURES = ['fin', 'age', 'race', 'wexp', 'mar', 'paro', 'prio'];

const [header = '', ...lines] = readFileSync(FILE, 'utf8').trim().split('\n');
const names = header.split(',');
const rows = lines.map((line) => {
  const values = line.split(',').map(Number);
  return (name: string) => values[names.indexOf(name)] ?? Number.NaN;
});

/** A row for each prisoner: facts, and [years until arrest, 1], or [1, 0] where there was none. */
export const released = {
  inputs: rows.map((numberIn) => FEATURES.map(numberIn)),
  targets: rows.map((numberIn) => [numberIn('week') / WEEKS, numberIn('arrest')]),
};

/** Time until 432 released prisoners were arrested again, or until the year of the study was over, by seven facts about each. */
export const recidivism = defineTask({
  name: 'recidivism',
  target: 'survival',
  sampling: 'split',
  featureNames: FEATURES,
  targetName: 'years until arrest',
  data: ({ seed }) => standardized(splitRows(released, { seed })),
  model({ inputShape: [features = 1] }) {
    const [kernel, intercept, logShape] = tf.tidy(() => [
      tf.variable(tf.zeros([features, 1])),
      tf.variable(tf.zeros([1])),
      tf.variable(tf.zeros([1])),
    ]);
    return {
      variables: { kernel, intercept, logShape },
      predict(x: tf.Tensor2D) {
        const logScales = tf.add(tf.matMul(x, kernel), intercept);
        // One shape for all: 68 arrests in a training part are too few for a shape of each.
        return tf.concat([logScales, tf.mul(tf.onesLike(logScales), logShape)], 1);
      },
    };
  },
  losses: ['coxPartialLikelihood', 'weibullNll'],
  linear: true,
  learningRates: [0.1],
  epochs: 300,
});
