import { readFileSync } from 'node:fs';
import { defineTask, splitRows, standardized } from '@losskit/tasks';
import * as tf from '@tensorflow/tfjs';

type Penguin = Readonly<Record<string, number | string | null>>;

const MEASURES = ['Beak Length (mm)', 'Beak Depth (mm)', 'Flipper Length (mm)', 'Body Mass (g)'];
const file = new URL('../data/penguins.json', import.meta.resolve('vega-datasets'));
const all: Penguin[] = JSON.parse(readFileSync(file, 'utf8'));
const measured = all.filter((penguin) => MEASURES.every((name) => typeof penguin[name] === 'number'));

/** Which of three species a penguin is, by four measures: 342 of Palmer Station, Antarctica. */
export const penguins = defineTask({
  name: 'penguins',
  target: 'multiclass',
  sampling: 'split', // Seeds divide one data set.
  data: ({ seed }) =>
    standardized(
      splitRows(
        {
          inputs: measured.map((penguin) => MEASURES.map((name) => Number(penguin[name]))),
          targets: measured.map((penguin) => String(penguin.Species)),
        },
        { seed, stratify: true },
      ),
    ),
  featureNames: MEASURES,
  // Layers that name no seed draw their weights from the task's.
  model: ({ inputShape, outputs }) =>
    tf.sequential({
      layers: [
        tf.layers.dense({ units: 8, activation: 'relu', inputShape }),
        tf.layers.dense({ units: outputs }),
      ],
    }),
  steps: 200,
});
