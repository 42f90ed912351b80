import { readFileSync } from 'node:fs';
import { huber, l2Penalty, meanSquaredError } from '@losskit/losses';
import { randomStream } from '@losskit/random';
import * as tf from '@tensorflow/tfjs-core';
import { Matrix, solve } from 'ml-matrix';
import { describe, expect, test } from 'vitest';

import type { Plane } from '../models/fittedPlane.ts';
import { taskLoss, withPenalties } from '../TaskLoss.ts';
import { exactMinimiser } from './exactMinimiser.ts';
import type { LinearRows } from './LinearRows.ts';

interface ReferenceCase extends LinearRows {
  readonly name: string;
  readonly inputs: readonly number[];
  readonly targets: readonly number[];
  readonly minima: Readonly<Record<string, { readonly minimum: number; readonly plane?: readonly number[] }>>;
}

/** What `scripts/reference/exact_minimisers.py` wrote. */
const { cases }: { readonly cases: readonly ReferenceCase[] } = JSON.parse(
  readFileSync(new URL('../../fixtures/exact-minimisers.json', import.meta.url), 'utf8'),
);

/** The minimiser of a loss that is known to have one. */
async function minimiserOf(loss: string, rows: LinearRows) {
  const exact = await exactMinimiser(taskLoss(loss), rows);
  if (!exact) throw new Error(`Expected the minimiser of ${loss} to be found.`);
  return exact;
}

function predictionsOf({ intercept, coefficients }: Plane, { inputs, targets }: LinearRows): number[] {
  return Array.from(targets, (_, row) =>
    coefficients.reduce(
      (sum, coefficient, column) => sum + coefficient * (inputs[row * coefficients.length + column] ?? 0),
      intercept,
    ),
  );
}

/** Columns of different spread, and targets about a plane, one in ten far above it. */
function drawRows(seed: number, count: number, features: number): LinearRows {
  const stream = randomStream(seed, 'exact minimiser rows');
  const inputs: number[] = [];
  const targets: number[] = [];
  for (let row = 0; row < count; row++) {
    let sum = 0.5;
    for (let column = 0; column < features; column++) {
      const value = stream.normal(0, 1 + column);
      inputs.push(value);
      sum += value * (column % 2 === 0 ? 1 : -0.5);
    }
    targets.push(sum + stream.normal() + (stream.uniform() < 0.1 ? stream.uniform(5, 50) : 0));
  }
  return { inputs, targets, weights: Array.from(targets, () => stream.uniform(0.1, 2)) };
}

/** Σ weight · factor · (1, inputs) over the rows, as a fraction of Σ weight · |factor| · |(1, inputs)|. */
function weightedSums({ inputs, targets, weights }: LinearRows, factors: readonly number[]) {
  const features = inputs.length / targets.length;
  return Array.from({ length: features + 1 }, (_, column) => {
    const terms = factors.map(
      (factor, row) =>
        (weights?.[row] ?? 1) * factor * (column === 0 ? 1 : (inputs[row * features + column - 1] ?? 0)),
    );
    const size = terms.reduce((sum, term) => sum + Math.abs(term), 0);
    return { sum: terms.reduce((sum, term) => sum + term, 0), size };
  });
}

const SLOPES: Readonly<Record<string, (residual: number) => number>> = {
  meanSquaredError: (residual) => residual,
  halfSquaredError: (residual) => residual,
  huber: (residual) => Math.max(-1, Math.min(1, residual)),
  'huber:delta=0.001': (residual) => Math.max(-0.001, Math.min(0.001, residual)),
  'smoothL1:beta=3': (residual) => Math.max(-3, Math.min(3, residual)),
};

describe('exactMinimiser', () => {
  const references = cases.flatMap(({ name, minima, ...rows }) =>
    Object.entries(minima).map(([loss, wanted]) => ({ name, loss, rows, wanted })),
  );
  test.each(references)(
    '$loss is as small as NumPy and SciPy make it: $name',
    async ({ loss, rows, wanted }) => {
      const { plane, minimum, lossOf } = await minimiserOf(loss, rows);
      expect(minimum).toBeCloseTo(wanted.minimum, 9);
      expect(lossOf(predictionsOf(plane, rows))).toBe(minimum);
      if (wanted.plane) {
        expect([plane.intercept, ...plane.coefficients]).toBeAllClose(wanted.plane, {
          rtol: 1e-5,
          atol: 1e-6,
        });
      }
    },
  );

  describe.each([
    [3, 1],
    [50, 1],
    [200, 4],
    [60, 20],
    [5000, 6],
  ])('of %i rows and %i columns', (count, features) => {
    const rows = drawRows(count + features, count, features);

    test.each(Object.entries(SLOPES))('%s has no slope left', async (loss, slopeAt) => {
      const { plane } = await minimiserOf(loss, rows);
      const predicted = predictionsOf(plane, rows);
      const slopes = predicted.map((value, row) => slopeAt((rows.targets[row] ?? 0) - value));
      for (const { sum, size } of weightedSums(rows, slopes)) expect(Math.abs(sum)).toBeLessThan(1e-9 * size);
    });

    test.each([
      ['meanAbsoluteError', 0.5],
      ['pinball:quantile=0.05', 0.05],
      ['pinball:quantile=0.8', 0.8],
    ])('a subgradient of %s is 0: the rows on the plane outweigh the others', async (loss, quantile) => {
      const { plane } = await minimiserOf(loss, rows);
      const residuals = predictionsOf(plane, rows).map((value, row) => (rows.targets[row] ?? 0) - value);
      const onPlane = residuals.flatMap((residual, row) => (Math.abs(residual) < 1e-9 ? [row] : []));
      expect(onPlane).toHaveLength(features + 1);
      const others = residuals.map((residual, row) =>
        onPlane.includes(row) ? 0 : residual > 0 ? quantile : quantile - 1,
      );
      const inputsOf = (row: number) => [
        1,
        ...Array.from(rows.inputs).slice(row * features, (row + 1) * features),
      ];
      const shares = solve(
        new Matrix(onPlane.map(inputsOf)).transpose(),
        Matrix.columnVector(weightedSums(rows, others).map(({ sum }) => -sum)),
      ).to1DArray();
      shares.forEach((share, place) => {
        const weight = rows.weights?.[onPlane[place] ?? 0] ?? Number.NaN;
        expect(share).toBeGreaterThan(weight * (quantile - 1) - 1e-8);
        expect(share).toBeLessThan(weight * quantile + 1e-8);
      });
    });
  });

  test.each([
    'meanSquaredError',
    'halfSquaredError',
    'meanAbsoluteError',
    'pinball:quantile=0.3',
    'huber:delta=0.7',
    'smoothL1:beta=0.7',
    'smoothL1:beta=0',
  ])('lossOf is %s of losskit, in float64', async (loss) => {
    const rows = drawRows(3, 40, 2);
    const predicted = Array.from(rows.targets, (target, row) => target + Math.sin(row) * 2);
    const { lossOf } = await minimiserOf(loss, rows);
    const { declared } = taskLoss(loss);
    const value = declared?.evaluate([tf.tensor1d([...Array.from(rows.targets)]), tf.tensor1d(predicted)], {
      weights: Array.from(rows.weights ?? []),
    });
    expect(lossOf(predicted)).toBeCloseTo(value?.dataSync()[0] ?? Number.NaN, 5);
  });

  test('a row of weight 0 counts nothing, whatever is predicted of it', async () => {
    const rows = { inputs: [0, 1, 2, 3], targets: [0, 1, 2, 1e6], weights: [1, 1, 1, 0] };
    for (const loss of ['mse', 'mae', 'huber']) {
      const { plane, lossOf } = await minimiserOf(loss, rows);
      expect([plane.intercept, ...plane.coefficients]).toBeAllClose([0, 1], { atol: 1e-9 });
      expect(lossOf([0, 1, 2, Number.NaN])).toBe(0);
    }
  });

  test('a column that only differs from a sum of others by the rounding of float32 adds no direction', async () => {
    const stream = randomStream(0, 'nearly collinear');
    const inputs = Array.from({ length: 100 }, () => {
      const [one, other] = [Math.fround(stream.normal()), Math.fround(stream.normal())];
      return [one, other, Math.fround(one + other)];
    }).flat();
    const targets = Array.from({ length: 100 }, () => stream.normal());
    for (const loss of ['mse', 'mae', 'huber']) {
      const { plane } = await minimiserOf(loss, { inputs, targets });
      for (const coefficient of plane.coefficients) expect(Math.abs(coefficient)).toBeLessThan(1);
    }
  });

  test('the same rows give the same plane', async () => {
    const rows = drawRows(9, 300, 5);
    for (const loss of ['mse', 'mae', 'huber']) {
      expect((await minimiserOf(loss, rows)).plane).toEqual((await minimiserOf(loss, rows)).plane);
    }
  });

  test('is undefined for a loss whose minimiser is not known', async () => {
    const rows = { inputs: [0, 1], targets: [0, 1] };
    const unknown = [
      taskLoss('logCosh'),
      taskLoss('cauchy'),
      taskLoss(withPenalties(meanSquaredError, l2Penalty)),
      taskLoss(huber.with({ reduction: 'sum' })),
      taskLoss(function ownLoss(yTrue, yPred) {
        return tf.mean(tf.squaredDifference(yTrue, yPred));
      }),
    ];
    for (const loss of unknown) expect(await exactMinimiser(loss, rows)).toBeUndefined();
    expect(await exactMinimiser(taskLoss('mse'), { ...rows, weights: [0, 0] })).toBeUndefined();
  });

  test.each([
    [{ inputs: [], targets: [] }, 'exactMinimiser: expected one row or more, got 0.'],
    [
      { inputs: [1, 2, 3], targets: [1, 2] },
      'exactMinimiser: expected as many inputs in each of 2 rows, got 3.',
    ],
    [
      { inputs: [1, 2], targets: [1, 2], weights: [1] },
      'exactMinimiser: expected a weight for each of 2 rows, got 1.',
    ],
  ])('refuses %j', async (rows, message) => {
    await expect(exactMinimiser(taskLoss('mse'), rows)).rejects.toThrow(new RangeError(message));
  });
});
