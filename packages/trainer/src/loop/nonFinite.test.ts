import { randomStream } from '@losskit/random';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { elementLoss, weightedSquares } from '../../fixtures/elementLoss.ts';
import { inFreshScope } from '../../fixtures/inFreshScope.ts';
import { noisyNetwork, seededSource } from '../../fixtures/seededTask.ts';
import {
  type Model,
  type NamedTensors,
  type Progress,
  type TrainOptions,
  train,
  trainingStep,
  weightsDigest,
} from '../index.ts';
import { adam, sgd, skipIfNotFinite } from '../optimizers.ts';
import { toBatch } from './batches/toBatch.ts';

const STEPS = 20;

inFreshScope();

type Kind = 'loss' | 'gradient' | 'weight';
const KINDS: readonly Kind[] = ['loss', 'gradient', 'weight'];

/** A model in whose steps `bad` the loss, a gradient or a weight is not finite. */
function spoiled(kind: Kind, bad: readonly number[]): Pick<TrainOptions, 'model' | 'optimizer'> {
  const network = noisyNetwork();
  const isBad = (step: number) => bad.includes(step + 1);
  const model: Model = {
    ...network,
    predict(inputs, context) {
      const outputs = network.predict(inputs, context);
      if (!context.training || !isBad(context.step ?? -1) || kind === 'weight') return outputs;
      if (kind === 'loss') return tf.div(outputs, 0);
      // The root's slope at 0 is infinite, and its product with 0 is not a number.
      const { first } = network.variables;
      return tf.add(outputs, tf.mul(0, tf.sum(tf.sqrt(tf.sub(tf.square(first), tf.square(first))))));
    },
  };
  const rate = (step: number) => (kind === 'weight' && isBad(step) ? 3e38 : 0.01);
  return { model, optimizer: sgd({ learningRate: rate }) };
}

function options(kind: Kind, bad: readonly number[], readEvery: number): TrainOptions {
  return {
    ...spoiled(kind, bad),
    batches: seededSource(),
    // Large enough for the update to overflow where the rate is.
    loss: elementLoss((yTrue, yPred) => tf.mul(tf.square(tf.sub(yPred, yTrue)), 100)),
    steps: STEPS,
    readEvery,
  };
}

async function run(given: TrainOptions) {
  const all: Progress[] = [];
  for await (const progress of train(given)) all.push(progress);
  return all;
}

async function digestOf({ model }: TrainOptions) {
  if (!('variables' in model)) throw new TypeError('not a model');
  return weightsDigest({ ...model.variables, ...model.nonTrainableVariables });
}

/** What the weights are after so many good steps. */
const goodDigests: string[] = [];
beforeAll(async () => {
  const given = options('loss', [], 1);
  goodDigests.push(await digestOf(given));
  for await (const _ of train(given)) goodDigests.push(await digestOf(given));
});

const CASES = KINDS.flatMap((kind) =>
  Array.from({ length: 10 }, (_, seed) => {
    const stream = randomStream(seed, kind);
    return { kind, bad: 1 + stream.integer(STEPS), readEvery: 1 + stream.integer(8) };
  }),
);

describe('a number that is not finite', () => {
  test.each(CASES)('is found at its step, named, and the weights before it are kept: %j', async (one) => {
    const { kind, bad, readEvery } = one;
    const given = options(kind, [bad], readEvery);
    const { numTensors } = tf.memory();
    const error = await run(given).catch((caught: unknown) => caught);
    expect(tf.memory().numTensors).toBe(numTensors);
    expect(error).toMatchObject({ code: 'loss-not-finite', location: { step: bad } });
    const what = {
      loss: /^train: expected a finite loss, got (Infinity|NaN) at step/,
      gradient: /^train: expected a finite gradient of 'first', got NaN at step/,
      weight: /^train: expected finite weights after the update, got others in '(first|bias|last)' at step/,
    };
    const { message } = error instanceof Error ? error : new Error('none');
    expect(message).toMatch(what[kind]);
    expect(message).toMatch(new RegExp(`at step ${bad}, on rows \\d+(, \\d+)* of the data, `));
    expect(await digestOf(given)).toBe(goodDigests[bad - 1]);
  });

  test.each(KINDS)("ends training before it with 'stop', and the reason says so: %s", async (kind) => {
    const given = {
      ...options(kind, [12], 5),
      nonFinite: 'stop',
      validation: { batches: seededSource() },
    } as const;
    const all = await run(given);
    const last = all.at(-1);
    expect(all.map(({ step }) => step)).toEqual([5, 6, 10, 11]);
    expect(last).toMatchObject({
      stopReason: 'not finite',
      fault: { code: 'loss-not-finite', location: { step: 12 } },
    });
    expect(last?.losses.every(Number.isFinite)).toBe(true);
    expect(Number.isFinite(last?.validation?.loss)).toBe(true);
    expect(await digestOf(given)).toBe(goodDigests[11]);
  });

  test.each(KINDS)(
    "is passed over with 'skip', to the same bits however seldom the loss is read: %s",
    async (kind) => {
      const ends = [];
      for (const readEvery of [1, 4, 20]) {
        const given = { ...options(kind, [3, 12, 13], readEvery), nonFinite: 'skip' } as const;
        const last = (await run(given)).at(-1);
        expect(last).toMatchObject({ step: STEPS, skipped: 3, stopReason: 'steps' });
        ends.push(await digestOf(given));
      }
      expect(new Set(ends).size).toBe(1);
    },
  );

  test('skips as the optimizer does that skips by itself', async () => {
    const still = (given: TrainOptions): TrainOptions => {
      if (!('variables' in given.model)) throw new TypeError('not a model');
      const { variables, predict } = given.model;
      // Without moving statistics, which the optimizer knows nothing of.
      return {
        ...given,
        model: { variables, predict: (x, context) => predict(x, { ...context, training: false }) },
      };
    };
    const spoil = (given: TrainOptions): TrainOptions => {
      // One row of this task's targets is above this, and its square root then is not a number.
      const limit = 2.5;
      const bad = elementLoss((yTrue, yPred) =>
        tf.add(tf.square(tf.sub(yPred, yTrue)), tf.mul(0, tf.mul(yPred, tf.sqrt(tf.sub(limit, yTrue))))),
      );
      return { ...given, loss: bad };
    };
    const skipping = spoil(still(options('loss', [], 4)));
    const last = (await run({ ...skipping, optimizer: adam({ learningRate: 0.01 }), nonFinite: 'skip' })).at(
      -1,
    );
    expect(last?.skipped).toBeGreaterThan(0);

    const byItself = spoil(still(options('loss', [], 4)));
    const { model, loss, batches } = byItself;
    if (!('variables' in model && 'from' in batches)) throw new TypeError('not a model or a source');
    const definition = { model, loss, optimizer: skipIfNotFinite(adam({ learningRate: 0.01 })) };
    let state: NamedTensors = definition.optimizer.transform.init(model.variables);
    let step = 0;
    for await (const batch of batches.from(0)) {
      state = trainingStep(definition, state, toBatch(batch), tf.scalar(0.01), { step }).state;
      step += 1;
      if (step === STEPS) break;
    }
    expect(await digestOf(skipping)).toBe(await digestOf(byItself));
  });

  test('weights so great that only their sum is not finite are no such thing', async () => {
    const huge = tf.variable(tf.tensor1d([3e38, 3e38]));
    const model = { variables: { huge }, predict: (x: tf.Tensor) => tf.add(x, tf.mul(0, huge)) };
    const batch = { inputs: tf.tensor1d([1, 2]), targets: tf.zeros([2]) };
    const given = {
      model,
      batches: [batch, batch],
      loss: weightedSquares,
      optimizer: sgd({ learningRate: 1 }),
    };
    expect((await run(given)).at(-1)).toMatchObject({ step: 2, loss: 2.5, skipped: 0 });
  });

  test('too many in a row end training', async () => {
    const bad = [5, 6, 9, 10, 11, 12];
    const given = { ...options('gradient', bad, 4), nonFinite: 'skip', skipLimit: 3 } as const;
    const last = (await run(given)).at(-1);
    expect(last).toMatchObject({ stopReason: 'not finite', step: 10, skipped: 4 });
  });

  test('in the data is named with its row, by the numbers of the data set too', async () => {
    const slope = tf.variable(tf.scalar(0.5));
    const batch = {
      inputs: { x: tf.tensor2d([1, 2, 3, Number.NaN], [2, 2]) },
      targets: tf.zeros([2, 2]),
      indices: [7, 42],
    };
    const model = { variables: { slope }, predict: ({ x }: { x: tf.Tensor }) => tf.mul(x, slope) };
    const given = { model, batches: [batch], loss: weightedSquares, optimizer: sgd({ learningRate: 0.1 }) };
    await expect(run(given)).rejects.toThrow(
      "train: expected a finite loss, got NaN at step 1, on rows 7, 42 of the data, at the first step: row 1 of the batch's " +
        "inputs 'x' (row 42 of the data) holds NaN; clean the data.",
    );
  });
});
