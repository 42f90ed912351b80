import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { inFreshScope } from '../../fixtures/inFreshScope.ts';

import { lineBatch, lineModel, meanSquaredError, repeated, runToEnd } from '../../fixtures/line.ts';
import {
  type BatchSource,
  dryRun,
  foldMetrics,
  overfitOneBatch,
  type TrainOptions,
  train,
  weightsDigest,
} from '../index.ts';
import { accumulateGradients, adam, sgd } from '../optimizers.ts';

inFreshScope();

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
      'train: expected batches to give a batch, got none',
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
      { epochs: 2, batches: () => [lineBatch()] },
      'train: expected batches that know their stepsPerEpoch, or come in passes as an array or a data set does, because of epochs, got none.',
    ],
    [{ milliseconds: 0 }, 'train: expected milliseconds > 0, got 0.'],
    [{ nonFinite: 'ignore' }, "train: expected nonFinite out of throw, stop, skip, got 'ignore'."],
    [{ skipLimit: 0 }, 'train: expected skipLimit to be an integer >= 1, got 0.'],
    [{ validation: { batches: [], evrySteps: 2 } }, "got 'evrySteps' (did you mean 'everySteps'?)."],
    [
      { validation: { batches: [], everySteps: 2, everyEpochs: 1 } },
      'expected validation.everySteps or everyEpochs, got both.',
    ],
    [{ validation: { batches: [] } }, 'expected validation.batches to give a batch, got none'],
    [{ earlyStopping: { patence: 1 } }, "got 'patence' (did you mean 'patience'?)."],
  ])('%j is refused', async (more, message) => {
    const options = { model: lineModel(), batches: repeated(lineBatch(), 2), loss: meanSquaredError };
    await expect(
      runToEnd(train({ ...options, optimizer: sgd({ learningRate: 0.1 }), ...more })),
    ).rejects.toThrow(message);
  });

  test('a loss that couples the rows of a batch is refused where batches are added up, and only there', async () => {
    const overlap = Object.assign(
      function overlap(yTrue: tf.Tensor, yPred: tf.Tensor) {
        return meanSquaredError(yTrue, yPred);
      },
      { declaration: { batchDependent: true } },
    );
    const run = (optimizer: TrainOptions['optimizer']) =>
      runToEnd(train({ model: lineModel(), batches: repeated(lineBatch(), 2), loss: overlap, optimizer }));
    await expect(run(accumulateGradients(sgd({ learningRate: 0.1 }), 2))).rejects.toThrow(
      "train: expected a loss that is a mean over rows with accumulateGradients(sgd), got 'overlap', whose rows depend " +
        'on each other; use larger batches.',
    );
    await expect(run(sgd({ learningRate: 0.1 }))).resolves.toBeDefined();
  });
});
