import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import {
  adam,
  type Batch,
  type BatchSource,
  dryRun,
  foldMetrics,
  type Model,
  momentum,
  type Optimizer,
  overfitOneBatch,
  type Progress,
  sgd,
  type TrainOptions,
  train,
  weightsDigest,
} from './index.ts';

const meanSquaredError = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.mean(tf.square(tf.sub(yPred, yTrue)));

/** A line with named variables. */
function lineModel(): Model & { variables: { intercept: tf.Variable; slope: tf.Variable } } {
  const intercept = tf.variable(tf.scalar(0));
  const slope = tf.variable(tf.scalar(0));
  return { variables: { intercept, slope }, predict: (x) => tf.add(tf.mul(x, slope), intercept) };
}

function repeated(batch: Batch, times: number): Batch[] {
  return new Array(times).fill(batch);
}

const lineBatch = (): Batch => ({
  inputs: tf.tensor1d([-1, 0, 1, 2]),
  targets: tf.tensor1d([-1.2, 1.1, 2.9, 5.2]),
});

beforeEach(() => {
  tf.engine().startScope();
});
afterEach(() => {
  tf.engine().endScope();
  tf.disposeVariables();
});

async function runToEnd(generator: ReturnType<typeof train>) {
  const all: Progress[] = [];
  for await (const progress of generator) all.push(progress);
  return all;
}

describe('train', () => {
  test('finds the least-squares line that the closed form gives', async () => {
    const model = lineModel();
    const batch = lineBatch();
    await runToEnd(
      train({
        model,
        batches: repeated(batch, 500),
        loss: meanSquaredError,
        optimizer: sgd({ learningRate: 0.1 }),
      }),
    );
    // Closed form: slope = Σ(x − x̄)(y − ȳ) / Σ(x − x̄)², with x̄ = 0.5 and ȳ = 2.
    const slope = (-1.5 * -3.2 + -0.5 * -0.9 + 0.5 * 0.9 + 1.5 * 3.2) / 5;
    expect(model.variables.slope.dataSync()[0]).toBeCloseTo(slope, 5);
    expect(model.variables.intercept.dataSync()[0]).toBeCloseTo(2 - 0.5 * slope, 5);
  });

  test('reads the loss every readEvery steps and at the end, and reports each step', async () => {
    const losses = (readEvery: number) =>
      runToEnd(
        train({
          model: lineModel(),
          batches: repeated(lineBatch(), 7),
          loss: meanSquaredError,
          optimizer: sgd({ learningRate: 0.05 }),
          readEvery,
        }),
      );
    const each = await losses(1);
    const grouped = await losses(3);
    expect(each.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(grouped.map(({ step }) => step)).toEqual([3, 6, 7]);
    expect(grouped.flatMap((progress) => progress.losses)).toEqual(each.map(({ loss }) => loss));
  });

  test('ends at the step budget, however many batches there are', async () => {
    const progress = await runToEnd(
      train({
        model: lineModel(),
        batches: repeated(lineBatch(), 50),
        loss: meanSquaredError,
        optimizer: sgd({ learningRate: 0.05 }),
        steps: 12,
      }),
    );
    expect(progress.at(-1)?.step).toBe(12);
  });

  test('finishes the current step when the signal aborts', async () => {
    const controller = new AbortController();
    const steps: number[] = [];
    const generator = train({
      model: lineModel(),
      batches: repeated(lineBatch(), 1000),
      loss: meanSquaredError,
      optimizer: sgd({ learningRate: 0.05 }),
      readEvery: 5,
      signal: controller.signal,
    });
    for await (const { step } of generator) {
      steps.push(step);
      if (step === 10) controller.abort();
    }
    expect(steps).toEqual([5, 10]);
  });

  test('notices an abort between two reads', async () => {
    const controller = new AbortController();
    setImmediate(() => controller.abort());
    const progress = await runToEnd(
      train({
        model: lineModel(),
        batches: repeated(lineBatch(), 5000),
        loss: meanSquaredError,
        optimizer: sgd({ learningRate: 0.05 }),
        readEvery: 5000,
        signal: controller.signal,
      }),
    );
    expect(progress.at(-1)?.step).toBeLessThan(10);
  });

  test('adds the penalty to loss and gradient', async () => {
    const model = lineModel();
    const progress = await runToEnd(
      train({
        model,
        batches: repeated(lineBatch(), 400),
        loss: meanSquaredError,
        penalty: ({ slope }) => (slope ? tf.mul(slope.square(), 1.25) : tf.scalar(0)),
        optimizer: sgd({ learningRate: 0.1 }),
      }),
    );
    // Ridge on a centred feature: slope = Sxy / (Sxx + n λ) with Sxy = 10.5, Sxx = 5, n = 4, λ = 1.25.
    expect(model.variables.slope.dataSync()[0]).toBeCloseTo(10.5 / 10, 4);
    expect(progress.at(-1)?.loss).toBeGreaterThan(1);
  });

  test('keeps the number of tensors constant over 10,000 steps', async () => {
    const model = lineModel();
    const batch = lineBatch();
    const counts = new Set<number>();
    for await (const { step } of train({
      model,
      batches: repeated(batch, 10_000),
      loss: meanSquaredError,
      optimizer: adam({ learningRate: 0.01 }),
      readEvery: 100,
    })) {
      if (step > 0) counts.add(tf.memory().numTensors);
    }
    expect(counts.size).toBe(1);
  });

  test('frees its slots at the end, after break and after an error', async () => {
    const model = lineModel();
    const batch = lineBatch();
    const before = tf.memory().numTensors;
    const options = { model, batches: repeated(batch, 20), loss: meanSquaredError, readEvery: 4 };
    await runToEnd(train({ ...options, optimizer: adam({ learningRate: 0.01 }) }));
    for await (const { step } of train({ ...options, optimizer: adam({ learningRate: 0.01 }) }))
      if (step === 8) break;
    await expect(runToEnd(train({ ...options, optimizer: sgd({ learningRate: 1e30 }) }))).rejects.toThrow();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('two runs of the same steps end with the same bits', async () => {
    const digest = async () => {
      const model = lineModel();
      await runToEnd(
        train({
          model,
          batches: repeated(lineBatch(), 50),
          loss: meanSquaredError,
          optimizer: adam({ learningRate: 0.03 }),
        }),
      );
      return weightsDigest(model.variables);
    };
    const first = await digest();
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(await digest()).toBe(first);
  });

  test('trains a LayersModel like the same model written by hand', async () => {
    const inputs = tf.tensor2d([[1], [2], [3], [-1]]);
    const targets = tf.tensor2d([[3], [5], [7], [-1]]);
    const layers = tf.sequential({
      layers: [tf.layers.dense({ units: 1, inputShape: [1], kernelInitializer: 'zeros' })],
    });
    const kernel = tf.variable(tf.zeros([1, 1]));
    const bias = tf.variable(tf.zeros([1]));
    const byHand: Model = {
      variables: { kernel, bias },
      predict: (x) => tf.add(tf.matMul(x as tf.Tensor2D, kernel as tf.Tensor2D), bias),
    };
    const losses = async (model: Model | tf.LayersModel) =>
      (
        await runToEnd(
          train({
            model,
            batches: repeated({ inputs, targets }, 40),
            loss: meanSquaredError,
            optimizer: momentum({ learningRate: 0.02 }),
            readEvery: 1,
          }),
        )
      ).map(({ loss }) => loss);
    expect(await losses(layers)).toEqual(await losses(byHand));
    layers.dispose();
  });

  test('takes async batches', async () => {
    async function* batches() {
      for (let index = 0; index < 3; index++) yield lineBatch();
    }
    const progress = await runToEnd(
      train({
        model: lineModel(),
        batches: batches(),
        loss: meanSquaredError,
        optimizer: sgd({ learningRate: 0.1 }),
      }),
    );
    expect(progress.map(({ step }) => step)).toEqual([3]);
  });

  test('a variable that the loss does not depend on stays as it is', async () => {
    const model = lineModel();
    const unused = tf.variable(tf.scalar(7));
    await runToEnd(
      train({
        model: { ...model, variables: { ...model.variables, unused } },
        batches: repeated(lineBatch(), 3),
        loss: meanSquaredError,
        optimizer: adam({ learningRate: 0.1 }),
      }),
    );
    expect(unused.dataSync()[0]).toBe(7);
  });
});

describe('a loss that is not finite', () => {
  const diverge = (batches: Batch[], optimizer: Optimizer, readEvery = 10) =>
    runToEnd(train({ model: lineModel(), batches, loss: meanSquaredError, optimizer, readEvery }));

  test('stops with the step and blames the learning rate when the data are clean', async () => {
    await expect(diverge(repeated(lineBatch(), 100), sgd({ learningRate: 1000 }), 1)).rejects.toMatchObject({
      code: 'loss-not-finite',
      message: expect.stringMatching(
        /^train: expected a finite loss, got Infinity at step \d+, after a loss of [\d.e+]+: .*lower the learning rate \(now 1000\)/,
      ),
    });
  });

  test('names the same step however seldom the loss is read', async () => {
    const stepOf = (readEvery: number) =>
      diverge(repeated(lineBatch(), 100), sgd({ learningRate: 1000 }), readEvery).then(
        () => undefined,
        (error: { location?: { step?: number } }) => error.location?.step,
      );
    const exact = await stepOf(1);
    expect(exact).toBeGreaterThan(1);
    expect(await stepOf(7)).toBe(exact);
    expect(await stepOf(100)).toBe(exact);
  });

  test('names the row of the batch that holds the NaN', async () => {
    const bad = { inputs: tf.tensor1d([1, 2, Number.NaN]), targets: tf.tensor1d([1, 2, 3]) };
    const batches = [...repeated(lineBatch(), 4), bad, ...repeated(lineBatch(), 4)];
    await expect(diverge(batches, sgd({ learningRate: 0.01 }))).rejects.toThrow(
      /at step 5, after a loss of .*: row 2 of the batch's inputs holds NaN; clean the data\.$/,
    );
  });
});

describe('bad arguments', () => {
  const base = () => ({
    model: lineModel(),
    batches: repeated(lineBatch(), 2),
    loss: meanSquaredError,
    optimizer: sgd({ learningRate: 0.1 }),
  });

  test('a loss that is not a scalar is refused with its shape', async () => {
    const loss = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.sub(yPred, yTrue);
    await expect(runToEnd(train({ ...base(), loss }))).rejects.toThrow(
      "train: expected the loss to be a scalar, got shape [4]; use reduction 'mean' or 'sum'.",
    );
  });

  test.each([0, -1, 1.5, Number.NaN])('steps %s are refused', async (steps) => {
    await expect(runToEnd(train({ ...base(), steps }))).rejects.toThrow(
      `train: expected steps to be an integer >= 1, got ${steps}.`,
    );
  });

  test.each([
    [() => sgd({ learningRate: -1 }), 'sgd: expected learningRate >= 0, got -1.'],
    [() => sgd({ learningRate: Number.NaN }), 'sgd: expected learningRate >= 0, got NaN.'],
    [() => momentum({ learningRate: 1, momentum: 1 }), 'momentum: expected 0 <= momentum < 1, got 1.'],
    [() => adam({ learningRate: 1, beta2: 1 }), 'adam: expected 0 <= beta2 < 1, got 1.'],
    [() => adam({ learningRate: 1, epsilon: 0 }), 'adam: expected epsilon > 0, got 0.'],
  ])('%s', (make, message) => {
    expect(make).toThrow(message);
  });
});

describe('budgets and the end', () => {
  const base = () => ({
    model: lineModel(),
    batches: repeated(lineBatch(), 20),
    loss: meanSquaredError,
    optimizer: sgd({ learningRate: 0.05 }),
    readEvery: 4,
  });
  /** The same batch without end, three to an epoch. */
  const endless = (): BatchSource => {
    const batch = lineBatch();
    return {
      stepsPerEpoch: 3,
      *from() {
        for (;;) yield batch;
      },
    };
  };

  test.each<[string, () => Partial<TrainOptions>, number, string]>([
    ['the last batch', () => ({}), 20, 'batches ended'],
    ['the step budget', () => ({ steps: 6 }), 6, 'steps'],
    ['the epoch budget', () => ({ batches: endless(), epochs: 2 }), 6, 'epochs'],
    ['whichever is reached first', () => ({ batches: endless(), epochs: 2, steps: 5 }), 5, 'steps'],
    ['the clock', () => ({ milliseconds: 40, clock: clockOf(10) }), 3, 'time'],
  ])('training ends after %s, and says so', async (_, more, step, stopReason) => {
    const generator = train({ ...base(), ...more() });
    const told = [];
    let next = await generator.next();
    for (; !next.done; next = await generator.next()) told.push(next.value);
    expect(next.value).toBe(stopReason);
    expect(told.at(-1)).toMatchObject({ step, stopReason });
    expect(told.slice(0, -1).every((progress) => progress.stopReason === undefined)).toBe(true);
  });

  /** A clock that goes on by so much at each look. */
  function clockOf(by: number): () => number {
    let time = -by;
    return () => {
      time += by;
      return time;
    };
  }

  test('the clock changes no number', async () => {
    const rows = async (more: Partial<TrainOptions>) =>
      (await runToEnd(train({ ...base(), ...more }))).at(-1)?.history.rows;
    expect(await rows({ milliseconds: 1e9, clock: clockOf(1) })).toEqual(await rows({}));
    expect(await rows({ milliseconds: 40, clock: clockOf(10) })).toEqual(await rows({ steps: 3 }));
  });

  test('a signal that has aborted before ends training before the first step', async () => {
    const model = lineModel();
    expect(await runToEnd(train({ ...base(), model, signal: AbortSignal.abort() }))).toEqual([]);
    expect(model.variables.slope.dataSync()[0]).toBe(0);
  });

  test('validation comes at its steps and at the end, also in the middle of an epoch', async () => {
    const validation = { batches: [lineBatch()] };
    const steps = async (more: Partial<TrainOptions>) =>
      (await runToEnd(train({ ...base(), ...more }))).flatMap((one) => (one.validation ? [one.step] : []));
    expect(await steps({ validation })).toEqual([20]);
    expect(await steps({ validation: { ...validation, everySteps: 6 } })).toEqual([6, 12, 18, 20]);
    const epochs = { batches: endless(), steps: 13 };
    expect(await steps({ ...epochs, validation })).toEqual([3, 6, 9, 12, 13]);
    expect(await steps({ ...epochs, validation: { ...validation, everyEpochs: 2 } })).toEqual([6, 12, 13]);
  });

  test('a validation set that knows its epochs is gone through once', async () => {
    const validation = { batches: endless() };
    const told = await runToEnd(train({ ...base(), validation }));
    expect(told.at(-1)?.validation?.loss).toBeCloseTo((told.at(-1)?.losses.at(-1) ?? 0) * 0.98, 1);
  });

  test('metrics are folded over the whole set, never averaged over batches', async () => {
    const median = {
      name: 'median',
      higherIsBetter: false,
      create() {
        const seen: number[] = [];
        return {
          update: (values: ArrayLike<number>) => seen.push(...Array.from(values)),
          compute: () => seen.sort((a, b) => a - b)[Math.floor(seen.length / 2)] ?? Number.NaN,
        };
      },
    };
    const part = (values: number[]) => ({ inputs: tf.tensor1d(values), targets: tf.tensor1d(values) });
    // The median of all is 2, that of the batches 9 and 1.
    const batches = [part([9, 9, 2]), part([1, 1, 1, 2])];
    const validation = { batches, metrics: foldMetrics([median], ({ targets }) => targets.data()) };
    const told = await runToEnd(train({ ...base(), validation }));
    expect(told.at(-1)?.validation?.median).toBe(2);
  });
});

describe('what is told', () => {
  test('the history is a table, and CSV', async () => {
    const told = await runToEnd(
      train({
        model: lineModel(),
        batches: repeated(lineBatch(), 5),
        loss: meanSquaredError,
        optimizer: sgd({ learningRate: 0.5 }),
        readEvery: 2,
        validation: { batches: [lineBatch()], everySteps: 3 },
      }),
    );
    const table = told.at(-1)?.history;
    expect(table?.columns).toEqual(['step', 'loss', 'learningRate', 'validation/loss']);
    expect(table?.column('step')).toEqual([2, 3, 4, 5]);
    expect(table?.column('validation/loss').map((value) => value !== undefined)).toEqual([
      false,
      true,
      false,
      true,
    ]);
    expect(table?.column('loss')).toEqual(told.map(({ loss }) => loss));
    const lines = table?.toCsv().split('\n') ?? [];
    expect(lines[0]).toBe('step,loss,learningRate,validation/loss');
    expect(lines[1]).toBe(`2,${told[0]?.loss},0.5,`);
    expect(lines).toHaveLength(6);
    // An earlier progress still tells what was known then.
    expect(told[1]?.history.column('step')).toEqual([2, 3]);
  });

  test('norms are those of the last step, of each variable and of all', async () => {
    const model = lineModel();
    model.variables.slope.assign(tf.scalar(3));
    const batch = { inputs: tf.tensor1d([1]), targets: tf.tensor1d([1]) };
    const options = {
      model,
      batches: [batch],
      loss: meanSquaredError,
      optimizer: sgd({ learningRate: 0.5 }),
    };
    const [told] = await runToEnd(train({ ...options, readEvery: 1, norms: true }));
    // r = 2, so both gradients are 4 and both updates -2.
    expect(told?.norms).toEqual({
      weight: { global: 3, variables: { intercept: 0, slope: 3 } },
      gradient: { global: Math.sqrt(32), variables: { intercept: 4, slope: 4 } },
      update: { global: Math.sqrt(8), variables: { intercept: 2, slope: 2 } },
    });
    expect(told?.history.rows[0]).toMatchObject({ 'norm/gradient': Math.sqrt(32), 'norm/update/slope': 2 });
  });
});

describe('sanity modes', () => {
  const options = () => ({
    model: lineModel(),
    batches: repeated(lineBatch(), 3),
    loss: meanSquaredError,
    optimizer: adam({ learningRate: 0.1 }),
  });

  test('dryRun tells shapes, losses and gradients, and changes nothing', async () => {
    const given = options();
    const unused = tf.variable(tf.scalar(1));
    const model = { ...given.model, variables: { ...given.model.variables, unused } };
    const before = { digest: await weightsDigest(model.variables), tensors: tf.memory().numTensors };
    const report = await dryRun({ ...given, model, validation: { batches: given.batches } });
    expect(report.shapes).toEqual({ inputs: 'float32 [4]', targets: 'float32 [4]', outputs: 'float32 [4]' });
    expect(report.parameters).toBe(3);
    expect(report.loss).toBeCloseTo((1.44 + 1.21 + 8.41 + 27.04) / 4, 5);
    expect(report.gradientNorms.intercept).toBeCloseTo(4, 5);
    expect(report.validation?.loss).toBeLessThan(report.loss);
    expect(report.summary).toContain('without gradient: unused');
    expect({ digest: await weightsDigest(model.variables), tensors: tf.memory().numTensors }).toEqual(before);
    await expect(dryRun({ ...given, batches: [] })).rejects.toThrow(
      'dryRun: expected batches to give one, got none.',
    );
  });

  test('overfitOneBatch says whether the batch can be learnt, and changes nothing', async () => {
    const exact = { inputs: tf.tensor1d([0, 1, 2]), targets: tf.tensor1d([1, 3, 5]) };
    const given = { ...options(), batches: [exact, lineBatch()] };
    const before = { digest: await weightsDigest(given.model.variables), tensors: tf.memory().numTensors };
    const learnt = await overfitOneBatch(given);
    expect(learnt).toMatchObject({ reachesFloor: true });
    expect(learnt.losses).toHaveLength(200);
    expect(learnt.first).toBeCloseTo((1 + 9 + 25) / 3, 5);
    // The same batch with a target that no line has.
    const hopeless = { ...exact, targets: tf.tensor1d([1, -9, 1]) };
    expect(await overfitOneBatch({ ...given, batches: [hopeless] })).toMatchObject({ reachesFloor: false });
    tf.dispose(hopeless.targets);
    expect({ digest: await weightsDigest(given.model.variables), tensors: tf.memory().numTensors }).toEqual(
      before,
    );
    await expect(overfitOneBatch({ ...given, tolerance: 1 })).rejects.toThrow(
      'overfitOneBatch: expected 0 < tolerance < 1, got 1.',
    );
  });
});

describe('options that there are not', () => {
  test.each<[object, string]>([
    [{ earlyStoping: {} }, "got 'earlyStoping' (did you mean 'earlyStopping'?)."],
    [{ callbacks: [] }, "got 'callbacks'."],
    [
      { epochs: 2 },
      'train: expected batches with stepsPerEpoch, such as those of seededBatches, because of epochs, got none.',
    ],
    [{ milliseconds: 0 }, 'train: expected milliseconds > 0, got 0.'],
    [{ nonFinite: 'ignore' }, "train: expected nonFinite out of throw, stop, skip, got 'ignore'."],
    [{ skipLimit: 0 }, 'train: expected skipLimit to be an integer >= 1, got 0.'],
    [{ validation: { batches: [], evrySteps: 2 } }, "got 'evrySteps' (did you mean 'everySteps'?)."],
    [
      { validation: { batches: [], everySteps: 2, everyEpochs: 1 } },
      'expected validation.everySteps or everyEpochs, got both.',
    ],
    [{ validation: { batches: [] } }, 'expected validation.batches to give a batch each time, got none'],
    [{ earlyStopping: { patence: 1 } }, "got 'patence' (did you mean 'patience'?)."],
  ])('%j is refused', async (more, message) => {
    const options = { model: lineModel(), batches: repeated(lineBatch(), 2), loss: meanSquaredError };
    await expect(
      runToEnd(train({ ...options, optimizer: sgd({ learningRate: 0.1 }), ...more })),
    ).rejects.toThrow(message);
  });
});
