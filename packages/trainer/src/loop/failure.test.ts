import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { adam } from '../optimizers/adam.ts';
import type { TrainingState } from './TrainingState.ts';
import type { TrainOptions } from './TrainOptions.ts';
import { train } from './train.ts';

const STEPS = 12;

let batch: { inputs: tf.Tensor; targets: tf.Tensor };
beforeEach(() => {
  batch = { inputs: tf.tensor1d([1, 2, 3]), targets: tf.tensor1d([2.5, 4, 7]) };
});
afterEach(() => tf.dispose(batch));

/** A slope, and a moving mean that predicting in training changes. */
function makeModel() {
  const [slope, mean] = tf.tidy(() => [tf.variable(tf.scalar(0)), tf.variable(tf.scalar(0), false)] as const);
  return {
    variables: { slope },
    nonTrainableVariables: { mean },
    predict(inputs: tf.Tensor, { training }: { training: boolean }) {
      if (training) mean.assign(tf.add(tf.mul(mean, 0.9), tf.mul(tf.mean(inputs), 0.1)));
      return tf.mul(inputs, slope);
    },
  };
}

const squared = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.mean(tf.square(tf.sub(yPred, yTrue)));

/**
 * Trains to the end or to an error, and gives the final numbers, the history and what was told on the way.
 */
async function run(options: Partial<TrainOptions> = {}) {
  const model = makeModel();
  const told: number[] = [];
  let rows: unknown;
  let failure: unknown;
  try {
    const progress = train({
      model,
      batches: (step) => new Array(STEPS - step).fill(batch),
      loss: squared,
      optimizer: adam({ learningRate: 0.05 }),
      readEvery: 5,
      ...options,
    });
    for await (const { step, history } of progress) {
      told.push(step);
      rows = history.rows;
    }
  } catch (error) {
    failure = error;
  }
  const bits = [model.variables.slope, model.nonTrainableVariables.mean].map((one) => one.dataSync()[0]);
  tf.dispose([model.variables, model.nonTrainableVariables]);
  return { bits, rows, told, failure };
}

test('a step whose state is to be saved is told, changes nothing, and leaves no row', async () => {
  const plain = await run();
  const saving = await run({ checkpointEvery: 2 });
  expect(plain.told).toEqual([5, 10, 12]);
  expect(saving.told).toEqual([2, 4, 5, 6, 8, 10, 12]);
  expect(saving.bits).toEqual(plain.bits);
  expect(saving.rows).toEqual(plain.rows);
});

describe('a failure tells the state before it, from which the run goes on to the same bits', () => {
  const failing: [string, (at: number) => Partial<TrainOptions>][] = [
    [
      'the loss throws',
      (at) => {
        let calls = 0;
        const loss = (yTrue: tf.Tensor, yPred: tf.Tensor) => {
          calls += 1;
          if (calls === at) throw new Error('the loss is gone');
          return squared(yTrue, yPred);
        };
        // A compiled step calls the loss when it is recorded, and never again.
        return { loss, compile: 'off' };
      },
    ],
    [
      'the batches throw',
      (at) => ({
        async *batches() {
          for (let count = 1; count < at; count++) yield batch;
          throw new Error('the data are gone');
        },
      }),
    ],
  ];

  test.each(failing.flatMap(([name, make]) => [1, 3, 6, 8, 11].map((at) => [name, at, make] as const)))(
    '%s at step %i',
    async (_, at, make) => {
      const states: TrainingState[] = [];
      const { failure } = await run({
        ...make(at),
        onFailure: async (state) => {
          states.push(state);
        },
      });
      expect(failure).toMatchObject({ code: 'step-failed', location: { step: at } });
      expect(states.map(({ step }) => step)).toEqual([at - 1]);
      const { compile } = make(at);
      const resumed = await run({ resume: states[0], compile });
      const plain = await run({ compile });
      expect(resumed.failure).toBeUndefined();
      expect(resumed.bits).toEqual(plain.bits);
      expect(resumed.rows).toEqual(plain.rows);
    },
  );

  test('nothing leaks when the batches throw', async () => {
    const { numTensors } = tf.memory();
    const batches = async function* () {
      for (let count = 0; count < 7; count++) yield batch;
      throw new Error('the data are gone');
    };
    await run({ batches, onFailure: async () => {} });
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  test('what fails while it is told of does not hide the failure', async () => {
    const loss = () => {
      throw new Error('the loss is gone');
    };
    const onFailure = () => Promise.reject(new Error('the disk is full'));
    expect((await run({ loss, onFailure })).failure).toMatchObject({ code: 'step-failed' });
  });

  test('a loss that is not finite is no such failure', async () => {
    const states: TrainingState[] = [];
    const onFailure = async (state: TrainingState) => void states.push(state);
    const { failure } = await run({ optimizer: adam({ learningRate: 1e38 }), onFailure });
    expect(failure).toMatchObject({ code: 'loss-not-finite' });
    expect(states).toEqual([]);
  });
});
