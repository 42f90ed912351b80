import { normalTensor, randomStream } from '@losskit/random';
import * as tf from '@tensorflow/tfjs';
import { beforeEach, describe, expect, test, vi } from 'vitest';

import { inFreshScope } from '../../fixtures/inFreshScope.ts';
import { lineBatch, lineModel, meanSquaredError, repeated, runToEnd } from '../../fixtures/line.ts';
import { skipWhereEager } from '../../fixtures/skipWhereEager.ts';
import {
  type Batch,
  fromLayersModel,
  type NamedVariables,
  type TrainingState,
  type TrainOptions,
  train,
  weightsDigest,
} from '../index.ts';
import { adam } from '../optimizers.ts';

beforeEach(skipWhereEager);

vi.mock(import('node:os'), async (importOriginal) => {
  const original = await importOriginal();
  return { ...original, availableParallelism: vi.fn(() => 2) };
});
const { availableParallelism } = await import('node:os');

inFreshScope();

const crossEntropy = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.losses.softmaxCrossEntropy(yTrue, yPred);

interface Choice {
  readonly layers: () => tf.layers.Layer[];
  /** Of a batch of inputs. */
  readonly inputs: readonly number[];
  readonly classes: number;
}

const CHOICES = {
  dense: {
    inputs: [64, 160],
    classes: 10,
    layers: () => [
      tf.layers.dense({ units: 128, activation: 'relu', inputShape: [160] }),
      tf.layers.dense({ units: 10 }),
    ],
  },
  convolutional: {
    inputs: [11, 10, 10, 8],
    classes: 3,
    layers: () => [
      tf.layers.conv2d({ filters: 24, kernelSize: 3, activation: 'relu', inputShape: [10, 10, 8] }),
      tf.layers.conv2d({ filters: 16, kernelSize: 3, strides: 2 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 3 }),
    ],
  },
  recurrent: {
    inputs: [64, 2, 64],
    classes: 3,
    layers: () => [
      tf.layers.lstm({ units: 64, recurrentInitializer: 'zeros', inputShape: [2, 64] }),
      tf.layers.dense({ units: 3 }),
    ],
  },
  'of many classes': {
    inputs: [128, 16],
    classes: 2048,
    layers: () => [tf.layers.dense({ units: 2048, inputShape: [16] })],
  },
} satisfies Readonly<Record<string, Choice>>;

type Options = TrainOptions & { readonly model: { readonly variables: NamedVariables } };

function optionsFor({ layers, inputs, classes }: Choice, given: Partial<TrainOptions> = {}): Options {
  const [rows = 1] = inputs;
  const batches: Batch[] = [0, 1, 2].map((number) => ({
    inputs: normalTensor(randomStream(number, 'inputs'), [...inputs], 0, 1),
    targets: tf.oneHot(
      tf.tensor1d(
        Array.from({ length: rows }, (_, row) => (7 * row + number) % classes),
        'int32',
      ),
      classes,
    ),
  }));
  const network = tf.sequential({ layers: layers() });
  network.setWeights(
    network
      .getWeights()
      .map(({ shape }, index) => normalTensor(randomStream(index, 'weights'), shape, 0, 0.05)),
  );
  return {
    batches,
    loss: crossEntropy,
    optimizer: adam({ learningRate: 0.003 }),
    epochs: 4,
    readEvery: 4,
    compile: 'require',
    ...given,
    model: fromLayersModel(network, { seed: 3 }),
  };
}

/** All losses of a run and the digest of its weights. */
async function finish(options: Options) {
  const all = await runToEnd(train(options));
  const { variables } = options.model;
  return {
    losses: all.flatMap(({ losses }) => losses),
    warnings: all.flatMap(({ warnings }) => warnings),
    digest: await weightsDigest(variables),
  };
}

const finished = new Map<Choice, ReturnType<typeof finish>>();
/** What one thread gives. */
function finishedByOne(choice: Choice): ReturnType<typeof finish> {
  const known = finished.get(choice) ?? finish(optionsFor(choice));
  finished.set(choice, known);
  return known;
}

const line = (given: Partial<TrainOptions>) => ({
  batches: repeated(lineBatch(), 3),
  loss: meanSquaredError,
  optimizer: adam({ learningRate: 0.1 }),
  ...given,
  model: lineModel(),
});

/** TensorFlow.js has no gradient of a filter on wasm. */
const hasFilterGradient = process.env.LOSSKIT_BACKEND !== 'wasm';
const TRAINED = Object.entries(CHOICES).filter(([name]) => hasFilterGradient || name !== 'convolutional');

describe('two threads', () => {
  test.each(TRAINED)('give the bits of one to a %s model', async (_, choice) => {
    const two = await finish(optionsFor(choice, { threads: 2 }));
    expect(two).toEqual(await finishedByOne(choice));
    expect(two.losses).toHaveLength(12);
    expect(two.warnings).toEqual([]);
  });

  test('go on where one thread was, and the other way round', async () => {
    const dense = CHOICES.dense;
    const whole = await finishedByOne(dense);
    for (const [before, after] of [
      [1, 2],
      [2, 1],
    ] as const) {
      let state: TrainingState | undefined;
      for await (const progress of train(optionsFor(dense, { threads: before, epochs: 2 }))) {
        state = await progress.state();
      }
      const rest = await finish(optionsFor(dense, { threads: after, resume: structuredClone(state) }));
      expect(rest.digest).toBe(whole.digest);
    }
  });

  test('are left by a caller who breaks, by a signal and by an error', async () => {
    const dense = CHOICES.dense;
    for await (const progress of train(optionsFor(dense, { threads: 2 }))) if (progress.step > 4) break;
    const controller = new AbortController();
    const aborted = train(optionsFor(dense, { threads: 2, signal: controller.signal }));
    for await (const { stopReason } of aborted) {
      expect(stopReason ?? 'aborted').toBe('aborted');
      controller.abort();
    }
    const broken = optionsFor(dense, { threads: 2, optimizer: adam({ learningRate: 1e30 }) });
    await expect(finish(broken)).rejects.toThrow('train: expected a finite loss');
    expect(await finish(optionsFor(dense, { threads: 2 }))).toEqual(await finishedByOne(dense));
  });

  test('are one where the machine has one core, and where steps are eager, which is said', async () => {
    const message = (reason: string) =>
      `train: expected two threads, as threads says, got one, because ${reason}; the numbers are the same.`;
    const eager = await finish(line({ threads: 2, compile: 'off' }));
    expect(eager.warnings).toEqual([
      { code: 'one-thread', message: message('steps that are not compiled take one') },
    ]);
    vi.mocked(availableParallelism).mockReturnValueOnce(1);
    const alone = await finish(line({ threads: 2, compile: 'require' }));
    expect(alone.warnings).toEqual([{ code: 'one-thread', message: message('there is one core for it') }]);
    expect((await finish(line({ threads: 2, compile: 'require' }))).warnings).toEqual([]);
  });

  test.each([0, 3, '2', true, Number.NaN])('can’t be %j', async (threads) => {
    const given = { ...line({}), threads } as Options;
    await expect(finish(given)).rejects.toThrow('train: expected threads to be 1 or 2, got');
  });
});
