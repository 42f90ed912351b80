import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { categoricalFocal, crossEntropy, huber, l2Penalty, meanSquaredError } from '@losskit/losses';
import { rmse } from '@losskit/metrics';
import { defineTask, KINDS, type TaskDefinition, withPenalties } from '@losskit/tasks';
import { batchLoss } from '@losskit/trainer';
import { sgd } from '@losskit/trainer/optimizers';
import { constant } from '@losskit/trainer/schedules';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { kindTasks } from '../fixtures/kindTasks.ts';
import type { CompareOptions } from './CompareOptions.ts';
import { compare } from './compare.ts';

const SMALL = {
  seeds: 2,
  epochs: 2,
  backend: 'cpu',
  learningRates: [0.03, 0.1],
} satisfies Partial<CompareOptions>;

const line = (from: number, rows = 20) => {
  const inputs = Array.from({ length: rows }, (_, row) => [(row * 7 + from) % 11]);
  return { inputs, targets: inputs.map(([x = 0]) => 2 * x + 1) };
};
const DATA: TaskDefinition<'continuous'>['data'] = ({ seed }) => ({
  train: line(seed),
  validation: line(seed + 1),
  test: line(seed + 2),
});
const oneUnit = () => tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });

function lineTask(changes: Partial<TaskDefinition<'continuous'>> = {}) {
  return defineTask({
    name: 'line',
    target: 'continuous',
    sampling: 'fresh',
    data: DATA,
    model: oneUnit,
    ...changes,
  });
}

function cubedError(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  return tf.mean(tf.pow(tf.abs(tf.sub(yPred, yTrue)), 3));
}

test('a comparison that was finished is judged anew by another metric, on the runs that there are', async () => {
  const folder = join(await mkdtemp(join(tmpdir(), 'losskit-judged-')), 'out');
  let trained = 0;
  const judgedBy = async (rankBy: string) => {
    trained = 0;
    const onProgress = () => {
      trained += 1;
    };
    const losses = [meanSquaredError, huber];
    const { comparison } = await compare({
      ...SMALL,
      tasks: [lineTask({ rankBy, selectBy: rmse })],
      losses,
      folder,
      onProgress,
    });
    return comparison.tasks[0]?.metric;
  };
  expect(await judgedBy('rmse')).toBe('rmse');
  expect(trained).toBeGreaterThan(0);
  expect(await judgedBy('rmse')).toBe('rmse');
  expect(trained).toBe(0);
  expect(await judgedBy('meanAbsoluteError')).toBe('meanAbsoluteError');
  await rm(join(folder, '..'), { recursive: true });
});

describe('compare with values', () => {
  test('takes losses with options, penalties, functions of targets and of outputs and batch, under their names', async () => {
    const onBatch = batchLoss(
      (outputs: tf.Tensor, { targets }) => tf.mean(tf.abs(tf.sub(tf.squeeze(outputs), targets))),
      { name: 'onBatch' },
    );
    const { comparison } = await compare({
      ...SMALL,
      tasks: [lineTask()],
      losses: [
        meanSquaredError,
        huber.with({ delta: 0.2 }),
        huber.with({ delta: 2 }),
        withPenalties(huber, l2Penalty.with({ lambda: 0.001 })),
        'huber:delta=0.2',
        cubedError,
        onBatch,
      ],
    });
    const names = ['meanSquaredError', 'huber:delta=0.2', 'huber:delta=2', 'huber+l2Penalty:lambda=0.001'];
    expect(comparison.config.losses).toEqual([...names, 'cubedError', 'onBatch']);
    const results = comparison.tasks[0]?.results ?? [];
    expect(results).toHaveLength(6);
    expect(results.every(({ metrics }) => (metrics.rmse?.mean ?? Number.NaN) > 0)).toBe(true);
  });

  test('an option of a loss changes what is trained', async () => {
    const { runs } = await compare({
      ...SMALL,
      tasks: [kindTasks.multiclass()],
      losses: [categoricalFocal.with({ gamma: 0.5 }), categoricalFocal.with({ gamma: 2 }), crossEntropy],
      seeds: 1,
    });
    expect(new Set(runs.map(({ weightsDigest }) => weightsDigest)).size).toBe(3);
  });

  test('optimizer, schedule, batch size and length are the caller’s, and described', async () => {
    const { comparison } = await compare({
      tasks: [lineTask()],
      losses: ['mse'],
      seeds: 1,
      backend: 'cpu',
      optimizer: (learningRate) => sgd({ learningRate }),
      schedule: (learningRate) => constant(learningRate),
      learningRates: [0.001],
      batchSize: 10,
      steps: 3,
    });
    const [config] = comparison.config.tasks;
    expect(config).toMatchObject({
      batchSize: 10,
      epochs: 2,
      learningRates: [0.001],
      data: { from: 'script' },
    });
    expect(config?.optimizer).toMatch(/^sgd/);
    expect(config?.schedule).toMatch(/constant/);
  });

  test('a task’s own losses are compared by default and go by their names', async () => {
    const task = lineTask({ losses: [cubedError, 'mae'], rankBy: rmse });
    const { comparison } = await compare({ ...SMALL, tasks: [task], seeds: 1 });
    expect(comparison.config.losses).toEqual(['cubedError', 'meanAbsoluteError']);
  });

  test('a task that measures itself is ranked by what it measures', async () => {
    const task = lineTask({
      measurements: { slope: { higherIsBetter: true } },
      rankBy: 'slope',
      async measure({ variables }) {
        const [slope = 0] = (await Object.values(variables)[0]?.data()) ?? [];
        return { slope };
      },
    });
    const { comparison } = await compare({ ...SMALL, tasks: [task], losses: ['mse', 'mae'], seeds: 1 });
    const [result] = comparison.tasks;
    expect(result).toMatchObject({ metric: 'slope', higherIsBetter: true, selectionMetric: 'rmse' });
    const [first, second] = result?.results.map(({ metrics }) => metrics.slope?.mean ?? Number.NaN) ?? [];
    expect(first).toBeGreaterThanOrEqual(second ?? Number.NaN);
  });
});

describe('pairing', () => {
  const wide = () =>
    tf.sequential({
      layers: [
        tf.layers.dense({ units: 8, inputShape: [1], activation: 'relu' }),
        tf.layers.dropout({ rate: 0.5 }),
        tf.layers.dense({ units: 1, kernelInitializer: 'orthogonal' }),
      ],
    });

  test('layers that name no seed start alike for every loss of a seed, and otherwise for another', async () => {
    const { runs } = await compare({
      ...SMALL,
      tasks: [lineTask({ model: wide })],
      losses: ['mse', 'mae', 'huber', cubedError],
    });
    const digestsOf = (seed: number) =>
      new Set(
        runs.filter((run) => run.seed === seed).map(({ initialWeightsDigest }) => initialWeightsDigest),
      );
    expect(digestsOf(0).size).toBe(1);
    expect(digestsOf(1).size).toBe(1);
    expect([...digestsOf(0)]).not.toEqual([...digestsOf(1)]);
  });

  test('dropout is drawn alike too: half of a loss trains the same network, to the bit', async () => {
    // Adam divides the half away, but for its epsilon: at this rate the weights round to the same.
    const options = { ...SMALL, tasks: [lineTask({ model: wide })], learningRates: [1e-30], seeds: 1 };
    const { runs } = await compare({ ...options, losses: ['mse', 'halfSquaredError'] });
    const [whole, half] = runs;
    expect(half?.curve.map(({ loss }) => 2 * loss)).toBeAllClose(whole?.curve.map(({ loss }) => loss) ?? [], {
      rtol: 1e-6,
    });
  });

  test('a model that draws from chance is refused by name', async () => {
    const model = () => {
      const slope = tf.tidy(() => tf.variable(tf.randomNormal([1])));
      return { variables: { slope }, predict: (x: tf.Tensor) => tf.mul(tf.squeeze(x), slope) };
    };
    await expect(
      compare({ ...SMALL, tasks: [lineTask({ model })], losses: ['mse', 'mae'], seeds: 1 }),
    ).rejects.toMatchObject({
      code: 'model-unpaired',
      message: expect.stringMatching(
        /^task line: expected the same first weights for every loss of seed 0, got others for (meanAbsolute|meanSquared)Error than for /,
      ),
    });
  });
});

describe('over processes', () => {
  test('a script’s own task and loss give the same bytes in one process and in two others', async () => {
    const script = fileURLToPath(new URL('../fixtures/comparison.script.mjs', import.meta.url));
    const [one, two] = await Promise.all(
      ['1', '2'].map(async (jobs) => (await promisify(execFile)(process.execPath, [script, jobs])).stdout),
    );
    expect(two).toBe(one);
    expect(JSON.parse(one ?? '').comparison.config.losses).toEqual(['meanSquaredError', 'cubedError']);
  }, 120_000);

  test('an optimizer of the caller’s is not forgotten in other processes', async () => {
    const optimizer = () => sgd({ learningRate: 0.1 });
    await expect(compare({ ...SMALL, tasks: ['linear'], optimizer, jobs: 2 })).rejects.toThrow(
      'compare: expected module: import.meta.url where other processes train',
    );
  });

  test('what only this process has is refused with what to do', async () => {
    await expect(compare({ ...SMALL, tasks: [lineTask()], jobs: 2 })).rejects.toThrow(
      "compare: expected module: import.meta.url where other processes train, because only this one has the task 'line'; or use jobs: 1.",
    );
    await expect(compare({ ...SMALL, tasks: ['linear'], losses: [cubedError], jobs: 2 })).rejects.toThrow(
      "because only this one has the loss 'cubedError'",
    );
  });
});

describe('bad input', () => {
  const good = lineTask({ name: 'good' });
  const bad = (changes: Partial<TaskDefinition<'continuous'>>) => lineTask({ name: 'bad', ...changes });
  const withTrain = (train: object) =>
    bad({ data: (context) => ({ ...DATA(context), ...{ train } }) as never });

  test.each<[string, () => ReturnType<typeof lineTask>, string]>([
    [
      'data that throw',
      () =>
        bad({
          data: () => {
            throw new Error('no such table');
          },
        }),
      'task bad: data threw: no such table',
    ],
    [
      'data without a part',
      () => bad({ data: () => ({ train: line(0) }) as never }),
      'task bad: expected data to give train, validation and test, got an object.',
    ],
    [
      'rows of different lengths',
      () => withTrain({ inputs: [[1], [2, 3]], targets: [1, 2] }),
      'task bad, train part, inputs, row 1: expected shape [1] like row 0, got [2].',
    ],
    [
      'fewer targets than inputs',
      () => withTrain({ inputs: [[1], [2]], targets: [1] }),
      'task bad, train part: expected as many rows of targets as of the first input, 2, got 1.',
    ],
    [
      'NaN in an input',
      () => withTrain({ inputs: [[1], [Number.NaN]], targets: [1, 2] }),
      'task bad, train part, row 1, input 0: expected a finite number, got NaN.',
    ],
    [
      'an infinite target',
      () => withTrain({ inputs: [[1], [2]], targets: [1, Number.POSITIVE_INFINITY] }),
      'task bad, train part, row 1, target 0: expected a finite number, got Infinity.',
    ],
    [
      'no rows',
      () => withTrain({ inputs: [], targets: [] }),
      'task bad, train part: expected inputs that fill one row of [] or more, got 0 values.',
    ],
    [
      'inputs of another shape in the test part',
      () =>
        bad({ data: (context) => ({ ...DATA(context), test: { inputs: [[1, 2]], targets: [1] } }) as never }),
      'task bad, test part: expected inputs of [1] a row like the training part, got [2].',
    ],
    [
      'another shape in another seed',
      () =>
        bad({
          data: ({ seed }) => {
            const columns = seed === 0 ? 1 : 2;
            const part = {
              inputs: [[...new Array(columns).fill(1)], [...new Array(columns).fill(2)]],
              targets: [1, 2],
            };
            return { train: part, validation: part, test: part };
          },
          model: ({ inputShape }) => tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape })] }),
        }),
      'task bad: expected rows of the same shape for every seed, [1] to [], got [2] to [] for seed 10000.',
    ],
    [
      'a model that throws',
      () =>
        bad({
          model: () => {
            throw new Error('out of units');
          },
        }),
      'task bad: model threw: out of units',
    ],
    [
      'what is no model',
      () => bad({ model: () => ({}) as never }),
      'task bad: expected model to give a LayersModel or { variables, predict }, got something else.',
    ],
    [
      'a model whose outputs do not fit',
      () => bad({ model: () => tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [1] })] }) }),
      'task bad: expected a model that gives [rows] or [rows, 1] values, as continuous targets need, got [2,3] for 2 rows.',
    ],
  ])('%s: one sentence, and the other task goes on', async (_, make, sentence) => {
    const before = tf.memory().numTensors;
    const problems: string[] = [];
    const { comparison } = await compare({
      ...SMALL,
      tasks: [make(), good],
      losses: ['mse'],
      onProblem: ({ message }) => problems.push(message),
    });
    expect(problems).toEqual([sentence]);
    expect(comparison.problems?.map(({ task, message }) => [task, message])).toEqual([['bad', sentence]]);
    expect(comparison.tasks.map(({ task }) => task)).toEqual(['good']);
    expect(tf.memory().numTensors).toBe(before);
    await expect(compare({ ...SMALL, tasks: [make()], losses: ['mse'] })).rejects.toThrow(sentence);
  });

  test('a loss that throws, or gives no scalar, fails alone', async () => {
    const before = tf.memory().numTensors;
    function throwing(): tf.Tensor {
      throw new Error('out of ideas');
    }
    const unreduced = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.abs(tf.sub(yPred, yTrue));
    const { comparison } = await compare({
      ...SMALL,
      tasks: [good],
      losses: ['mse', throwing, unreduced],
      epochs: 200,
      learningRates: [0.3],
    });
    const verdictOf = (name: string) => comparison.tasks[0]?.results.find(({ loss }) => loss === name);
    expect(verdictOf('meanSquaredError')).toMatchObject({ verdict: 'best' });
    expect(verdictOf('throwing')).toMatchObject({ verdict: 'failed' });
    expect(verdictOf('throwing')?.explanation).toContain('out of ideas');
    expect(verdictOf('unreduced')?.explanation).toContain('expected the loss to be a scalar, got shape [20]');
    expect(tf.memory().numTensors).toBe(before);
  });

  test('a metric that throws or gives NaN fails the loss, and nothing ranks by it', async () => {
    const metric = (name: string, compute: () => number) => ({
      name,
      higherIsBetter: true,
      create: () => ({ update() {}, compute }),
    });
    const nan = bad({ rankBy: metric('nan', () => Number.NaN) });
    const { comparison } = await compare({ ...SMALL, tasks: [nan], losses: ['mse', 'mae'], seeds: 1 });
    for (const { verdict, explanation } of comparison.tasks[0]?.results ?? []) {
      expect([verdict, explanation]).toEqual([
        'failed',
        'Failed in the only run: nan is NaN on the test part.',
      ]);
    }
    const throwing = bad({
      metrics: [
        metric('throws', () => {
          throw new Error('no value');
        }),
      ],
    });
    const failed = await compare({ ...SMALL, tasks: [throwing], losses: ['mse'], seeds: 1 });
    expect(failed.comparison.tasks[0]?.results[0]?.explanation).toContain('no value');
    const measuring = bad({
      measurements: { slope: { higherIsBetter: true } },
      measure: () => {
        throw new Error('no slope');
      },
    });
    const unmeasured = await compare({ ...SMALL, tasks: [measuring], losses: ['mse'], seeds: 1 });
    expect(unmeasured.comparison.tasks[0]?.results[0]?.explanation).toBe(
      'Failed in the only run: task bad: measuring threw: no slope.',
    );
  });

  test('losses that cannot be added up are refused before anything is trained', async () => {
    const losses = ['binaryFocal', 'hinge+binaryCrossEntropyWithLogits'];
    let runs = 0;
    const counting = { onProgress: () => (runs += 1) };
    await expect(compare({ ...SMALL, ...counting, tasks: [kindTasks.binary()], losses })).rejects.toThrow(
      'task binary: expected losses that take the targets in one form to be added up, got hinge+binaryCrossEntropyWithLogits.',
    );
    expect(runs).toBe(0);
  });

  test('losses without a name, of one name, and options that there are not, are refused', async () => {
    const anonymous = [(a: tf.Tensor) => a][0];
    if (!anonymous) throw new Error('Expected a function.');
    await expect(compare({ tasks: [good], losses: [anonymous] })).rejects.toThrow(
      'expected a function with a name',
    );
    const other = { cubedError: (a: tf.Tensor) => tf.mean(a) }.cubedError;
    await expect(compare({ tasks: [good], losses: [cubedError, other] })).rejects.toThrow(
      "losses: expected functions of different names, got two called 'cubedError'.",
    );
    await expect(compare({ tasks: [good, lineTask({ name: 'good' })] })).rejects.toThrow("got 'good' twice");
    const misspelt = { tasks: [good], seed: 3 };
    await expect(compare(misspelt)).rejects.toThrow("got 'seed' (did you mean 'seeds'?)");
    await expect(compare({ tasks: [] })).rejects.toThrow('compare: expected one task or more');
  });

  test('definitions are checked where they are written', () => {
    expect(() => lineTask({ batchSize: 0 })).toThrow(
      'task line: expected batchSize to be an integer >= 1, got 0.',
    );
    expect(() => lineTask({ learningRates: [-1] })).toThrow('task line: expected learningRates > 0, got -1.');
    expect(() => lineTask({ rankBy: 'rmsee' })).toThrow("got 'rmsee' (did you mean 'rmse'?)");
    expect(() => defineTask({ name: 'x', target: 'continous' as never, data: DATA, model: oneUnit })).toThrow(
      `task x: expected target to be one of ${Object.keys(KINDS).join(', ')}, got 'continous' (did you mean 'continuous'?).`,
    );
    expect(() => lineTask({ data: undefined as never })).toThrow('task line: expected data to be a function');
  });
});
