import { takeRows } from '@losskit/data';
import { randomStream } from '@losskit/random';

import { packageOrigin } from '../dataPackages/packageOrigin.ts';
import { DIGIT_SIDE, DIGITS_FILE, readDigits } from '../dataPackages/readDigits.ts';
import { defineTask } from '../defineTask.ts';
import { tensorflowJs } from '../models/tensorflowJs.ts';
import type { Task } from '../Task.ts';

const PARTS = { train: 4000, validation: 500, test: 1000 };

/**
 * The task `digits`: which digit is written, by 14 × 14 grey pixels. Each seed takes 4,000 of the ten thousand to train on, 500 to
 * validate and 1,000 to test.
 */
export function digitsTask(): Task {
  const { layers, sequential } = tensorflowJs;
  return defineTask({
    name: 'digits',
    target: 'multiclass',
    classNames: Array.from({ length: 10 }, (_, digit) => String(digit)),
    origin: packageOrigin(DIGITS_FILE),
    sampling: 'split',
    async data({ seed }) {
      const { pixels, labels } = await readDigits();
      const order = randomStream(seed, 'digits split').permutation(labels.length);
      let from = 0;
      const part = (count: number) => {
        const rows = order.subarray(from, from + count);
        from += count;
        return {
          inputs: takeRows({ values: pixels, rowShape: [DIGIT_SIDE, DIGIT_SIDE, 1] }, rows),
          targets: takeRows({ values: labels, rowShape: [] }, rows),
          names: Array.from(rows, (row) => `digit ${row}`),
        };
      };
      return {
        train: part(PARTS.train),
        validation: part(PARTS.validation),
        test: part(PARTS.test),
      };
    },
    model: ({ outputs }) =>
      sequential({
        layers: [
          layers.rescaling({ scale: 1 / 255, inputShape: [DIGIT_SIDE, DIGIT_SIDE, 1] }),
          layers.flatten(),
          layers.dense({ units: 64, activation: 'relu', kernelInitializer: 'heNormal' }),
          layers.dense({ units: outputs }),
        ],
      }),
    batchSize: 64,
    learningRates: [0.001, 0.003, 0.01],
    steps: 470,
  });
}
