import * as tf from '@tensorflow/tfjs';
import { beforeEach, describe, expect, test } from 'vitest';

import { weightedSquares } from '../../fixtures/elementLoss.ts';
import { inFreshScope } from '../../fixtures/inFreshScope.ts';
import { lineModel, runToEnd } from '../../fixtures/line.ts';
import { keptSource, noisyNetwork, STEPS_PER_EPOCH, seededSource } from '../../fixtures/seededTask.ts';
import { skipWhereEager } from '../../fixtures/skipWhereEager.ts';
import {
  type Batch,
  type BatchSource,
  type CompilePolicy,
  type FoldedMetric,
  foldMetrics,
  type Model,
  type Progress,
  type Tensors,
  type TrainingState,
  type TrainOptions,
  train,
} from '../index.ts';
import { adam, sgd } from '../optimizers.ts';

beforeEach(skipWhereEager);

inFreshScope();

const STEPS = 24;

/** A source's first pass alone. */
function onePassOf(source: BatchSource): BatchSource {
  return { ...source, stepsPerEpoch: STEPS_PER_EPOCH };
}

interface Judged {
  readonly targets: Float32Array;
  readonly predicted: Float32Array;
}

/** The largest error of all rows. */
const largestError: FoldedMetric<Judged> = {
  name: 'largestError',
  higherIsBetter: false,
  create() {
    let most = 0;
    return {
      update({ targets, predicted }) {
        predicted.forEach((value, row) => {
          most = Math.max(most, Math.abs(value - (targets[row] ?? 0)));
        });
      },
      compute: () => most,
    };
  },
};

const metrics = foldMetrics([largestError], async ({ targets }, outputs) => ({
  targets: await targets.data<'float32'>(),
  predicted: await outputs.data<'float32'>(),
}));

function options(given: Partial<TrainOptions> = {}): TrainOptions {
  return {
    model: noisyNetwork(),
    batches: keptSource(),
    loss: weightedSquares,
    optimizer: adam({ learningRate: 0.02 }),
    steps: STEPS,
    compile: 'require',
    validation: { batches: onePassOf(keptSource()), everySteps: 4, metrics },
    ...given,
  };
}

function validationsOf(all: readonly Progress[]) {
  return all.flatMap(({ validation }) => (validation ? [validation] : []));
}

/** All validations of a run, compiled and eager, which must agree. */
async function bothWays(make: (compile: CompilePolicy) => TrainOptions) {
  const compiled = validationsOf(await runToEnd(train(make('require'))));
  const eager = validationsOf(await runToEnd(train(make('off'))));
  expect(compiled.length).toBe(eager.length);
  compiled.forEach((values, index) => {
    expect(Object.keys(values)).toEqual(Object.keys(eager[index] ?? {}));
    for (const [name, value] of Object.entries(values)) {
      const wanted = eager[index]?.[name] ?? 0;
      if (Number.isFinite(wanted)) expect(value, name).toBeAllClose(wanted, { rtol: 1e-4, atol: 1e-9 });
      else expect(value, name).toBe(wanted);
    }
  });
  return compiled;
}

/** A model that counts how often it predicts outside of training. */
function counting(model: Model, counts: { predicted: number }): Model {
  return {
    ...model,
    predict(inputs, context) {
      if (!context.training) counts.predicted += 1;
      return model.predict(inputs, context);
    },
  };
}

describe('a validation beside compiled steps', () => {
  test.each([
    ['rows that stay in memory', keptSource],
    ['tensors, the last ones fewer', seededSource],
  ])('gives what an eager one gives, of %s', async (_, source) => {
    const compiled = await bothWays((compile) =>
      options({ compile, validation: { batches: onePassOf(source()), everySteps: 4, metrics } }),
    );
    expect(compiled.length).toBe(STEPS / 4);
    expect(compiled[0]?.largestError).not.toBe(compiled[1]?.largestError);
  });

  test('gives the same bits in each run, and of rows as of tensors', async () => {
    const run = async (source: BatchSource) =>
      validationsOf(
        await runToEnd(
          train(options({ validation: { batches: onePassOf(source), everySteps: 4, metrics } })),
        ),
      );
    const first = await run(keptSource());
    expect(await run(keptSource())).toEqual(first);
    expect(await run(seededSource())).toEqual(first);
  });

  test('is recorded twice for each shape of its batches, however often it is done', async () => {
    const counts = { predicted: 0 };
    const model = counting(noisyNetwork(), counts);
    const validation = { batches: onePassOf(keptSource()), everySteps: 2 };
    const all = await runToEnd(train(options({ model, validation })));
    expect(validationsOf(all).length).toBe(STEPS / 2);
    expect(counts.predicted).toBe(4);
  });

  test('makes no tensors of rows that no metric looks at', async () => {
    const source = onePassOf(keptSource());
    let made = 0;
    const { rowBatches } = source;
    if (!rowBatches) throw new Error('no rows');
    const batchOf = (rows: Uint32Array) => {
      made += 1;
      return rowBatches.batchOf(rows);
    };
    const rows: number[] = [];
    const noting = {
      directions: {},
      create: () => ({
        async update({ indices = [] }: { indices?: ArrayLike<number> | undefined }) {
          rows.push(...Array.from(indices));
        },
        compute: () => ({}),
      }),
    };
    const batches = { ...source, rowBatches: { ...rowBatches, batchOf } };
    await runToEnd(train(options({ validation: { batches, everySteps: 12, metrics: noting } })));
    expect(rows.length).toBe(2 * 22);
    expect(new Set(rows).size).toBe(22);
    // For the recordings, of each shape one.
    expect(made).toBe(2);
  });

  test('computes what metrics take of the outputs along with them', async () => {
    const seen: number[][] = [];
    const squared = {
      directions: {},
      prepare: (outputs: Tensors) =>
        outputs instanceof tf.Tensor ? { square: tf.square(outputs), itself: outputs } : outputs,
      create: () => ({
        async update(_: unknown, outputs: Tensors) {
          if (outputs instanceof tf.Tensor) throw new Error('expected tensors by name');
          const { square, itself } = outputs;
          seen.push([...(square?.dataSync() ?? [])], [...(itself?.dataSync() ?? [])]);
        },
        compute: () => ({}),
      }),
    };
    const given = { batches: onePassOf(keptSource()), everySteps: STEPS, metrics: squared };
    await runToEnd(train(options({ validation: given })));
    const [squares = [], outputs = []] = seen;
    expect(squares.length).toBe(4);
    expect(squares).toBeAllClose(outputs.map((output) => output * output));
  });

  test('adds up the terms and the penalty of batches of several shapes', async () => {
    const batchOf = (rows: number): Batch<Tensors, Tensors> => ({
      inputs: tf.linspace(-1, 2, rows),
      targets: { near: tf.range(0, rows), far: tf.range(1, rows + 1) },
      weights: { near: tf.linspace(0, 1, rows), far: tf.ones([rows]) },
    });
    const named = (): Model<Tensors, Tensors> => {
      const { variables, predict } = lineModel();
      return {
        variables,
        predict(inputs, context) {
          const near = predict(inputs instanceof tf.Tensor ? inputs : tf.scalar(0), context);
          return { near, far: tf.mul(near, 2) };
        },
      };
    };
    const all = await bothWays((compile) => ({
      model: named(),
      batches: [4, 4, 4, 4, 4, 4].map(batchOf),
      loss: { near: weightedSquares, far: { loss: weightedSquares, weight: 3 } },
      penalty: ({ slope = tf.scalar(0) }) => tf.square(tf.add(slope, 1)),
      optimizer: sgd({ learningRate: 0.05 }),
      validation: { batches: [4, 4, 2].map(batchOf), everySteps: 2 },
      compile,
    }));
    expect(all.length).toBe(3);
  });

  test.each([
    ['a number that is none in its rows', ({ inputs }: Rows) => void inputs.values.set([Number.NaN], 10)],
    ['weights that are all zero', ({ weights }: Rows) => void weights.values.fill(0)],
    ['infinite targets', ({ targets }: Rows) => void targets.values.fill(Number.POSITIVE_INFINITY)],
  ])('gives what an eager one gives with %s', async (_, spoil) => {
    await bothWays((compile) =>
      options({ compile, validation: { batches: onePassOf(keptSource(spoil)), everySteps: 12 } }),
    );
  });

  test('decides about early stopping and plateaus as an eager one', async () => {
    const run = async (compile: CompilePolicy) => {
      const model = noisyNetwork();
      const given = options({
        model,
        compile,
        steps: 400,
        optimizer: adam({ learningRate: 0.2 }),
        earlyStopping: { monitor: 'largestError', patience: 3 },
      });
      const last = (await runToEnd(train(given))).at(-1);
      const first = [...model.variables.first.dataSync()];
      return { stop: last?.stopReason, best: last?.bestStep, first };
    };
    const [compiled, eager] = [await run('require'), await run('off')];
    expect(compiled.stop).toBe('early stopping');
    expect({ ...compiled, first: 0 }).toEqual({ ...eager, first: 0 });
    expect(compiled.first).toBeAllClose(eager.first, { rtol: 1e-3, atol: 1e-4 });
  });

  test('goes on to the same bits after a resume', async () => {
    let state: TrainingState | undefined;
    for await (const progress of train(options({ steps: 12 }))) state = await progress.state();
    const resumed = await runToEnd(train(options({ resume: structuredClone(state) })));
    const whole = await runToEnd(train(options()));
    expect(resumed.at(-1)?.history.rows).toEqual(whole.at(-1)?.history.rows);
  });

  test('goes on with eager steps where batches get too many shapes', async () => {
    const batches = [4, 4, 1, 2, 3, 5, 4, 4].map((rows) => ({
      inputs: tf.linspace(-1, 2, 3 * rows).as2D(rows, 3),
      targets: tf.linspace(0, 1, rows),
    }));
    const run = async (compile: CompilePolicy) => {
      const validation = { batches: onePassOf(keptSource()), everySteps: 1, metrics };
      return runToEnd(train(options({ batches, validation, compile, steps: 8 })));
    };
    const [compiled, eager] = [await run('auto'), await run('off')];
    expect(new Set(compiled.map(({ engine }) => engine))).toEqual(new Set(['compiled', 'eager']));
    const lossesOf = (all: readonly Progress[]) => validationsOf(all).map(({ loss = Number.NaN }) => loss);
    expect(lossesOf(compiled)).toBeAllClose(lossesOf(eager), { rtol: 1e-4 });
    expect(compiled.flatMap(({ warnings }) => warnings)).toEqual([]);
  });

  test('leaves no tensors behind', async () => {
    const given = options();
    const { numTensors } = tf.memory();
    await runToEnd(train(given));
    for await (const { validation } of train(given)) if (validation) break;
    expect(tf.memory().numTensors).toBe(numTensors);
  });
});

type Rows = Parameters<NonNullable<Parameters<typeof keptSource>[0]>>[0];

describe('a validation that cannot be compiled', () => {
  /** A network that does something else outside of training. */
  const odd = (change: (outputs: tf.Tensor, model: ReturnType<typeof noisyNetwork>) => tf.Tensor): Model => {
    const model = noisyNetwork();
    const predict: typeof model.predict = (inputs, context) => {
      const outputs = model.predict(inputs, context);
      return context.training ? outputs : change(outputs, model);
    };
    return { ...model, predict };
  };
  const cases: [string, () => Partial<TrainOptions>, string][] = [
    [
      'a model that reads what it predicts',
      () => ({ model: odd((outputs) => tf.mul(outputs, outputs.dataSync()[0] ?? 0)) }),
      'a tensor is read back at ',
    ],
    [
      'a model that changes a variable',
      () => ({
        model: odd((outputs, { nonTrainableVariables }) => {
          const { movingMean } = nonTrainableVariables ?? {};
          movingMean?.assign(tf.add(movingMean, 0.1));
          return outputs;
        }),
      }),
      "it changes 'nonTrainable/movingMean'",
    ],
    [
      'metrics that read what they prepare',
      () => ({
        validation: {
          batches: onePassOf(keptSource()),
          everySteps: 4,
          metrics: {
            ...metrics,
            prepare(outputs: Tensors) {
              if (outputs instanceof tf.Tensor) outputs.dataSync();
              return outputs;
            },
          },
        },
      }),
      'a tensor is read back at ',
    ],
    [
      'batches of many shapes',
      () => ({
        validation: {
          batches: [1, 2, 3, 4, 5].map((rows) => ({ inputs: tf.ones([rows, 3]), targets: tf.ones([rows]) })),
          everySteps: 4,
        },
      }),
      'there are batches of more than 4 shapes',
    ],
  ];

  test.each(cases)('%s runs kernel by kernel, and says so once', async (_, given, reason) => {
    const run = (compile: CompilePolicy) => runToEnd(train(options({ ...given(), compile })));
    const [compiled, eager] = [await run('auto'), await run('off')];
    expect(new Set(compiled.map(({ engine }) => engine))).toEqual(new Set(['compiled']));
    const warnings = compiled.flatMap((progress) => progress.warnings);
    expect(warnings.map(({ code }) => code)).toEqual(['validation-not-compiled']);
    expect(warnings[0]?.message).toContain(`but ${reason}`);
    const lossesOf = (all: readonly Progress[]) => validationsOf(all).map(({ loss = Number.NaN }) => loss);
    expect(lossesOf(compiled)).toBeAllClose(lossesOf(eager), { rtol: 1e-4 });
    expect(new Set(lossesOf(compiled)).size).toBe(STEPS / 4);
  });

  test.each(cases)("%s is refused with compile: 'require'", async (_, given, reason) => {
    const error = await runToEnd(train(options({ ...given(), compile: 'require' }))).catch(
      (caught: unknown) => caught,
    );
    expect(error).toMatchObject({
      code: 'step-not-compiled',
      message: expect.stringMatching(
        /^train: expected a validation that can be compiled, as compile: 'require' says, but /,
      ),
    });
    expect(String(error)).toContain(reason);
  });

  test('what a model throws in a validation names the step', async () => {
    const model = odd(() => {
      throw new Error('no idea');
    });
    await expect(runToEnd(train(options({ model, compile: 'auto' })))).rejects.toThrow(
      'train: expected step 4 to succeed, got the error: no idea',
    );
  });
});
