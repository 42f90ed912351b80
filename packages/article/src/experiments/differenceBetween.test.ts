import type { LossResult, TaskResult } from '@losskit/study';
import { expect, test } from 'vitest';

import { experimentsFixture } from '../../fixtures/experimentsFixture.ts';
import { differenceBetween } from './differenceBetween.ts';

const { linear, fruit } = experimentsFixture;

/** The fruit comparison with some losses otherwise. */
function withResults(changed: Readonly<Record<string, Partial<LossResult>>>): TaskResult {
  return { ...fruit, results: fruit.results.map((result) => ({ ...result, ...changed[result.loss] })) };
}

function accuracies(...values: readonly number[]): Pick<LossResult, 'metrics'> {
  return { metrics: { accuracy: { mean: 0, median: 0, low: 0, high: 0, values } } };
}

test('to the baseline has the interval that the study gives, to either side', () => {
  const squares = differenceBetween(linear, 'meanSquaredError', 'huber');
  expect(squares.value).toBeCloseTo(1.5, 12);
  expect([squares.low, squares.high, squares.repetitions]).toEqual([1, 2, 2]);
  const toOtherSide = differenceBetween(linear, 'huber', 'meanSquaredError');
  expect([toOtherSide.low, toOtherSide.high]).toEqual([-2, -1]);
});

test('of two others is what their differences to the baseline allow', () => {
  const { value, low, high } = differenceBetween(linear, 'meanSquaredError', 'meanAbsoluteError');
  expect([value, low, high]).toBeAllClose([2, 1.4, 2.6], { rtol: 1e-12 });
});

test('of metrics that count rows is at most 1', () => {
  const task = withResults({
    meanSquaredError: {
      againstBaseline: { mean: -0.2, low: -1.1, high: 0.7, pValue: 0.5, verdict: 'undecided' },
    },
  });
  const { low, high } = differenceBetween(task, 'crossEntropy', 'meanSquaredError');
  expect([low, high]).toEqual([-0.7, 1]);
});

test('refuses a comparison without a baseline, and a loss that was not compared', () => {
  expect(() => differenceBetween({ ...linear, baseline: null }, 'huber', 'meanSquaredError')).toThrow(
    'linear: expected a comparison with a baseline, got one without.',
  );
  expect(() => differenceBetween(linear, 'welsch', 'meanAbsoluteError')).toThrow('with welsch');
});

test('a loss that failed in every run has the trivial model’s values, over the seeds that both have', () => {
  const task = withResults({
    crossEntropy: accuracies(0.71, 0.68, 0.74, 0.99),
    zeroOne: { verdict: 'failed', ...accuracies(1 / 3, 1 / 3, 1 / 3) },
  });
  const { value, low, high, repetitions } = differenceBetween(task, 'zeroOne', 'crossEntropy');
  // scipy.stats.t.ppf(1 - 0.05 / 3 / 2, 2) standard errors to both sides: three losses are compared with the baseline.
  expect([value, low, high]).toBeAllClose([-0.3766666667, -0.509147837, -0.2441854963], { rtol: 1e-8 });
  expect(repetitions).toBe(3);
});

test('is unknown where the losses could not be compared', () => {
  const notConverged = withResults({ zeroOne: { verdict: 'not converged' } });
  expect(differenceBetween(notConverged, 'zeroOne', 'crossEntropy').low).toBeNaN();
  const bothFailed = withResults({ crossEntropy: { verdict: 'failed' } });
  expect(differenceBetween(bothFailed, 'zeroOne', 'crossEntropy').low).toBeNaN();
  const oneSeed = withResults({ zeroOne: { verdict: 'failed', ...accuracies(1 / 3) } });
  expect(differenceBetween(oneSeed, 'zeroOne', 'crossEntropy').low).toBeNaN();
});
