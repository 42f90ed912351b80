import { seededBatches } from '@losskit/data';
import { prefetch, type TrainingState, type TrainOptions, train } from '@losskit/trainer';
import { sgd } from '@losskit/trainer/optimizers';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

const ROWS = 15;
const EPOCHS = 2;
/** Row r has the input and the target r. */
const NUMBERS = Array.from({ length: ROWS }, (_, row) => row);
const DATA = {
  rows: ROWS,
  inputs: { values: Float32Array.from(NUMBERS), rowShape: [] },
  targets: { values: Float32Array.from(NUMBERS), rowShape: [] },
};

const cases = [1, 4, 7].flatMap((batchSize) =>
  [true, false].flatMap((shuffle) =>
    [true, false].flatMap((dropLast) =>
      [true, false].map((ahead) => ({ batchSize, shuffle, dropLast, ahead })),
    ),
  ),
);

test.each(cases)(
  'a resumed run sees the exact rest of the rows, in order: %j',
  async ({ ahead, ...options }) => {
    /** The rows of each step, and the state after it. */
    async function run(steps: number | undefined, resume?: TrainingState) {
      const slope = tf.tidy(() => tf.variable(tf.scalar(0)));
      const seen: number[][] = [];
      let state: TrainingState | undefined;
      const source = seededBatches(DATA, { ...options, seed: 3 });
      const given: TrainOptions = {
        model: { variables: { slope }, predict: (x: tf.Tensor) => tf.mul(x, slope) },
        batches: ahead ? prefetch(source) : source,
        loss(yTrue, yPred) {
          seen.push(Array.from(yTrue.dataSync()));
          return tf.mean(tf.square(tf.sub(yPred, yTrue)));
        },
        optimizer: sgd({ learningRate: 1e-4 }),
        compile: 'off',
        epochs: EPOCHS,
        steps,
        resume,
      };
      for await (const progress of train(given)) state = await progress.state();
      slope.dispose();
      return { seen, state };
    }

    const before = tf.memory().numTensors;
    const { seen: whole } = await run(undefined);
    const perEpoch = options.dropLast
      ? Math.floor(ROWS / options.batchSize)
      : Math.ceil(ROWS / options.batchSize);
    expect(whole).toHaveLength(EPOCHS * perEpoch);
    for (const step of [1, perEpoch, perEpoch + 1]) {
      const { seen: first, state } = await run(step);
      const { seen: rest } = await run(undefined, state);
      expect([...first, ...rest]).toEqual(whole);
      expect(first).toHaveLength(step);
    }
    expect(tf.memory().numTensors).toBe(before);
  },
);
