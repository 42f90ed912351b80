import { randomStream } from '@losskit/random';

import { defineTask } from '../defineTask.ts';
import { renderBowlMask } from '../fruit/renderBowl.ts';
import { tensorflowJs } from '../models/tensorflowJs.ts';
import type { Task } from '../Task.ts';
import { FRUIT_KINDS } from './fruit.ts';

const SIZE = 32;
const PARTS = { train: 240, validation: 60, test: 120 };
const BACKGROUND = 'background';
const CLASSES: readonly string[] = [BACKGROUND, ...FRUIT_KINDS];

/** One or two fruits: some pictures lack most classes, and the background is most of each. */
const CHOICES = [1, 2, 4, 3, 5, 6].map((bits) => FRUIT_KINDS.filter((_, kind) => (bits >> kind) & 1));

function drawPart(seed: number, part: keyof typeof PARTS) {
  const rows = PARTS[part];
  const places = SIZE * SIZE;
  const values = new Uint8Array(rows * places * 3);
  const labels = new Int32Array(rows * places);
  for (let row = 0; row < rows; row++) {
    const stream = randomStream(seed, `fruit mask ${part}`, row);
    const { pixels, seen } = renderBowlMask(CHOICES[row % CHOICES.length] ?? [], stream, SIZE);
    values.set(pixels, row * pixels.length);
    labels.set(
      seen.map((kind) => CLASSES.indexOf(kind ?? BACKGROUND)),
      row * places,
    );
  }
  return {
    inputs: { values, rowShape: [SIZE, SIZE, 3] },
    targets: { values: labels, rowShape: [SIZE, SIZE] },
  };
}

/**
 * The embedded task `fruit-mask`: which fruit is at each pixel of a picture with one or two, if any. Ranked by the mean intersection over
 * union of the four classes. Each seed draws its own pictures: 240 to train on, 60 to validate and 120 to test.
 */
export function fruitMaskTask(): Task {
  const { layers, sequential } = tensorflowJs;
  const around = () =>
    layers.conv2d({
      filters: 24,
      kernelSize: 3,
      padding: 'same',
      activation: 'relu',
      kernelInitializer: 'heNormal',
    });
  return defineTask({
    name: 'fruit-mask',
    target: 'mask',
    classNames: CLASSES,
    origin: {
      kind: 'embedded',
      description: `${PARTS.train} training pictures with one or two fruits and the fruit at each pixel, drawn anew for each seed`,
      rows: PARTS.train + PARTS.validation + PARTS.test,
    },
    sampling: 'fresh',
    data: ({ seed }) => ({
      train: drawPart(seed, 'train'),
      validation: drawPart(seed, 'validation'),
      test: drawPart(seed, 'test'),
    }),
    // Down by four, where a place sees most of a fruit, and up again.
    model: ({ outputs }) =>
      sequential({
        layers: [
          layers.rescaling({ scale: 1 / 127.5, offset: -1, inputShape: [SIZE, SIZE, 3] }),
          layers.conv2d({
            filters: 16,
            kernelSize: 4,
            strides: 4,
            activation: 'relu',
            kernelInitializer: 'heNormal',
          }),
          around(),
          around(),
          layers.upSampling2d({ size: [4, 4] }),
          layers.conv2d({ filters: outputs, kernelSize: 3, padding: 'same' }),
        ],
      }),
    losses: ['crossEntropy', 'categoricalFocal', 'dice', 'jaccard', 'tversky', 'lovaszSoftmax'],
    batchSize: 16,
    learningRates: [0.003, 0.01],
    steps: 300,
  });
}
