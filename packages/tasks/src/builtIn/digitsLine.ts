import { randomStream } from '@losskit/random';

import { packageOrigin } from '../dataPackages/packageOrigin.ts';
import {
  DIGIT_PIXELS,
  DIGIT_SIDE,
  DIGITS_FILE,
  type Digits,
  readDigits,
} from '../dataPackages/readDigits.ts';
import { defineTask } from '../defineTask.ts';
import { PADDING } from '../kinds/padding.ts';
import { tensorflowJs } from '../models/tensorflowJs.ts';
import type { Task } from '../Task.ts';

const LONGEST = 5;
const SHORTEST = 2;
const WIDTH = LONGEST * DIGIT_SIDE;
/** Columns of pixels that a frame sees, and by how many the next one is shifted. */
const WINDOW = 12;
const SHIFT = 2;
const FRAMES = (WIDTH - WINDOW) / SHIFT + 1;
const LINES = { train: 1500, validation: 400, test: 600 };

/** Writes digits side by side, a little overlapped or apart: their pixels, and label + 1 of each. */
function drawLine(
  { pixels, labels }: Digits,
  choices: Uint32Array,
  stream: ReturnType<typeof randomStream>,
  into: Uint8Array,
): number[] {
  const length = SHORTEST + stream.integer(LONGEST - SHORTEST + 1);
  const written: number[] = [];
  let left = stream.integer(3);
  for (let place = 0; place < length; place++) {
    const digit = choices[stream.integer(choices.length)] ?? 0;
    left = Math.min(left, WIDTH - DIGIT_SIDE);
    for (let row = 0; row < DIGIT_SIDE; row++) {
      for (let column = 0; column < DIGIT_SIDE; column++) {
        const value = pixels[digit * DIGIT_PIXELS + row * DIGIT_SIDE + column] ?? 0;
        const target = row * WIDTH + left + column;
        into[target] = Math.max(into[target] ?? 0, value);
      }
    }
    written.push((labels[digit] ?? 0) + 1);
    left += DIGIT_SIDE - stream.integer(4);
  }
  return written;
}

/**
 * The task `digits-line`: the digits that are written in a line, without a word of where each stands: what CTC is for. Lines have two to
 * five digits, of which the training part shares none with the others. Judged by the edit distance, a digit that is missing, too
 * many or another counting one.
 */
export function digitsLineTask(): Task {
  const { layers, sequential } = tensorflowJs;
  return defineTask({
    name: 'digits-line',
    target: 'sequence',
    classNames: ['blank', ...Array.from({ length: 10 }, (_, digit) => String(digit))],
    origin: packageOrigin({
      ...DIGITS_FILE,
      description: `lines of ${DIGITS_FILE.description}`,
      rows: LINES.train + LINES.validation + LINES.test,
    }),
    sampling: 'split',
    async data({ seed }) {
      const digits = await readDigits();
      const order = randomStream(seed, 'digits split').permutation(digits.labels.length);
      const third = Math.floor(order.length / 5);
      const part = (name: keyof typeof LINES, choices: Uint32Array) => {
        const rows = LINES[name];
        const inputs = new Uint8Array(rows * DIGIT_SIDE * WIDTH);
        const targets = new Int32Array(rows * LONGEST).fill(PADDING);
        for (let row = 0; row < rows; row++) {
          const into = inputs.subarray(row * DIGIT_SIDE * WIDTH, (row + 1) * DIGIT_SIDE * WIDTH);
          targets.set(
            drawLine(digits, choices, randomStream(seed, `digits line ${name}`, row), into),
            row * LONGEST,
          );
        }
        return {
          inputs: { values: inputs, rowShape: [DIGIT_SIDE, WIDTH, 1] },
          targets: { values: targets, rowShape: [LONGEST] },
        };
      };
      return {
        train: part('train', order.subarray(2 * third)),
        validation: part('validation', order.subarray(0, third)),
        test: part('test', order.subarray(third, 2 * third)),
      };
    },
    model: ({ outputs }) =>
      sequential({
        layers: [
          layers.rescaling({ scale: 1 / 255, inputShape: [DIGIT_SIDE, WIDTH, 1] }),
          layers.conv2d({
            filters: 48,
            kernelSize: [DIGIT_SIDE, WINDOW],
            strides: [1, SHIFT],
            activation: 'relu',
            kernelInitializer: 'heNormal',
          }),
          layers.reshape({ targetShape: [FRAMES, 48] }),
          layers.conv1d({ filters: 48, kernelSize: 3, padding: 'same', activation: 'relu' }),
          layers.dense({ units: outputs }),
        ],
      }),
    batchSize: 32,
    learningRates: [0.01, 0.03],
    steps: 700,
  });
}
