import { isRows, rowsTensor, seededBatches } from '@losskit/data';
import { train } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';

import { exactMinimiser } from '../exact/exactMinimiser.ts';
import type { TaskRows } from '../TaskData.ts';
import { taskLoss } from '../TaskLoss.ts';
import { type LinearTaskOptions, linearTask } from './linear.ts';

/** A part in original units. */
interface Part {
  readonly rows: number;
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  readonly outliers: readonly boolean[];
}

/** The parts of a seed with the inputs as they were drawn, to what float32 keeps of them. */
async function partsOf(options: LinearTaskOptions, seed: number) {
  const { train, validation, test: held, inputScaler } = await linearTask(options).load(seed);
  const part = ({ rows, inputs, targets, outliers = [] }: TaskRows): Part => {
    if (!isRows(inputs)) throw new Error('Expected one input.');
    const floats = { values: Float64Array.from(inputs.values), rowShape: inputs.rowShape };
    const xs = inputScaler?.unscale(floats).values ?? floats.values;
    return { rows, xs, ys: Float64Array.from(targets.values), outliers };
  };
  return { train: part(train), validation: part(validation), test: part(held) };
}

/** Ordinary least squares with one feature, in closed form. */
function fitLine(part: Part) {
  const xs = part.xs;
  const ys = part.ys;
  const meanX = xs.reduce((sum, x) => sum + x, 0) / part.rows;
  const meanY = ys.reduce((sum, y) => sum + y, 0) / part.rows;
  const covariance = xs.reduce((sum, x, row) => sum + (x - meanX) * ((ys[row] ?? Number.NaN) - meanY), 0);
  const slope = covariance / xs.reduce((sum, x) => sum + (x - meanX) ** 2, 0);
  return { slope, intercept: meanY - slope * meanX };
}

function rootMeanSquaredError(part: Part, line: { slope: number; intercept: number }) {
  const squares = part.ys.map(
    (y, row) => (y - line.intercept - line.slope * (part.xs[row] ?? Number.NaN)) ** 2,
  );
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / part.rows);
}

describe('linearTask', () => {
  test('least squares finds the true line in the clean test part', async () => {
    const line = fitLine((await partsOf({}, 3)).test);
    expect(linearTask().truth).toEqual({ intercept: 4, coefficients: [2.5] });
    // Standard errors with 1,000 rows and noise 1: 0.063 and 0.011; the bounds are four of them.
    expect(Math.abs(line.intercept - 4)).toBeLessThan(0.25);
    expect(Math.abs(line.slope - 2.5)).toBeLessThan(0.044);
  });

  test('least squares is exact without noise and outliers, for any line', async () => {
    const { train } = await partsOf({ noise: 0, outlierFraction: 0, intercept: -7, slope: 0.25 }, 1);
    expect(fitLine(train).intercept).toBeCloseTo(-7, 4);
    expect(fitLine(train).slope).toBeCloseTo(0.25, 5);
  });

  test('outliers at least double the error of least squares on the clean test part', async () => {
    for (const seed of [0, 1, 2]) {
      const { train, test } = await partsOf({}, seed);
      expect(rootMeanSquaredError(test, { slope: 2.5, intercept: 4 })).toBeCloseTo(1, 0);
      expect(rootMeanSquaredError(test, fitLine(train))).toBeGreaterThan(2);
    }
  });

  test('train and validation hold the fraction of outliers, the test part none', async () => {
    const { train, validation, test } = await partsOf({ outlierFraction: 0.25 }, 5);
    const count = (part: Part) => part.outliers.filter(Boolean).length;
    expect([train.rows, validation.rows, test.rows]).toEqual([160, 80, 1000]);
    expect([train, validation, test].map(count)).toEqual([40, 20, 0]);
  });

  test('only outlier rows change with the fraction, and they lie above by 2 to 6 times 1 + x', async () => {
    const clean = (await partsOf({ outlierFraction: 0 }, 5)).train;
    const dirty = (await partsOf({ outlierFraction: 0.3 }, 5)).train;
    expect(dirty.xs).toEqual(clean.xs);
    for (let row = 0; row < clean.rows; row++) {
      const lift = (dirty.ys[row] ?? 0) - (clean.ys[row] ?? 0);
      const x = clean.xs[row] ?? 0;
      if (!dirty.outliers[row]) expect(lift).toBe(0);
      else expect(lift / (1 + x)).toSatisfy((times: number) => times > 1.99 && times < 6.01);
    }
  });

  test('a seed repeats, and seeds and parts differ', async () => {
    expect(await partsOf({}, 1)).toEqual(await partsOf({}, 1));
    const { train, validation, test: held } = await partsOf({}, 1);
    const other = (await partsOf({}, 2)).train;
    expect(new Set([train, validation, held, other].map(({ ys }) => ys[0])).size).toBe(4);
  });

  test.each([
    ['meanSquaredError', 1e-7],
    ['meanAbsoluteError', 1e-5],
  ])('training with %s ends at the minimum of the loss, at every learning rate', async (name, excess) => {
    const task = linearTask();
    const loss = taskLoss(name);
    const data = await task.load(15);
    const { inputs, targets } = data.train;
    if (!(isRows(inputs) && targets.values instanceof Float64Array && data.targetScaler)) {
      throw new Error('Expected one input, and scaled targets.');
    }
    const scaled = data.targetScaler.scale({ values: targets.values, rowShape: targets.rowShape });
    const exact = await exactMinimiser(loss, { inputs: inputs.values, targets: scaled.values });
    const { learningRates, batchSize, epochs, optimizer, schedule } = task.training;
    const passes = epochs(data.train.rows, batchSize);
    for (const rate of learningRates) {
      const { model } = await task.createModel(15, data);
      const progress = train({
        model,
        loss: task.link(loss, task.shapeOf(data)).loss,
        batches: seededBatches(
          { rows: data.train.rows, inputs, targets: scaled },
          { batchSize, seed: 15, epochs: passes },
        ),
        optimizer: optimizer(schedule(rate, passes)),
        readEvery: passes,
      });
      for await (const _ of progress);
      const predicted = model.predict(rowsTensor(inputs), { training: false });
      if (!(predicted instanceof tf.Tensor) || !exact) throw new Error('Expected predictions and a minimum.');
      const reached = exact.lossOf(await predicted.data());
      expect(reached / exact.minimum - 1, `rate ${rate}`).toBeLessThan(excess);
      tf.dispose([predicted, model.variables]);
    }
  });

  test.each<[LinearTaskOptions, string]>([
    [{ rows: 9 }, 'linearTask: expected rows to be an integer of at least 10, got 9.'],
    [{ rows: 20.5 }, 'linearTask: expected rows to be an integer of at least 10, got 20.5.'],
    [{ noise: -1 }, 'linearTask: expected noise to be a finite number of at least 0, got -1.'],
    [{ noise: Number.NaN }, 'linearTask: expected noise to be a finite number of at least 0, got NaN.'],
    [{ outlierFraction: 1 }, 'linearTask: expected outlierFraction to be at least 0 and less than 1, got 1.'],
    [
      { intercept: Number.POSITIVE_INFINITY },
      'linearTask: expected intercept to be a finite number, got Infinity.',
    ],
    [{ slope: Number.NaN }, 'linearTask: expected slope to be a finite number, got NaN.'],
  ])('refuses %j', (options, message) => {
    expect(() => linearTask(options)).toThrow(new RangeError(message));
  });
});
