import { expect, test } from 'vitest';

import { evaluateMetrics } from '../evaluateMetrics.ts';
import { calibration } from './calibration.ts';
import { calibrationBins } from './calibrationBins.ts';
import { expectedCalibrationError } from './expectedCalibrationError.ts';

test('the bins and the error are those of a table done by hand', () => {
  const fold = calibrationBins();
  // Bin 15 is (0.9333, 1], bin 10 is (0.6, 0.6667].
  for (const isRight of [true, true, true, false]) fold.add(0.95, isRight);
  fold.add(0.65, true);
  fold.add(0.61, false);
  const bins = fold.bins();
  expect(bins.map(({ answers, right }) => [answers, right])).toEqual([
    [2, 0.5],
    [4, 0.75],
  ]);
  expect(bins[0]?.confidence).toBeCloseTo(0.63, 12);
  expect(bins[1]?.confidence).toBeCloseTo(0.95, 12);
  // 2/6 · |0.5 − 0.63| + 4/6 · |0.75 − 0.95|
  expect(fold.error()).toBeCloseTo((2 * 0.13 + 4 * 0.2) / 6, 12);
});

test('the ends of the range are in the first and the last bin, and nothing has no error', () => {
  const fold = calibrationBins();
  expect(fold.bins()).toEqual([]);
  expect(fold.error()).toBeNaN();
  fold.add(0, false);
  fold.add(1, true);
  expect(fold.bins().map(({ confidence }) => confidence)).toEqual([0, 1]);
  expect(fold.error()).toBe(0);
});

test('calibration has the error of expectedCalibrationError, over any split into batches', () => {
  const labels = Int32Array.of(1, 0, 2, 1);
  const probabilities = Float32Array.of(0.2, 0.7, 0.1, 0.4, 0.5, 0.1, 0.1, 0.1, 0.8, 0.3, 0.4, 0.3);
  const state = calibration.create();
  for (const row of [0, 1, 2, 3]) {
    state.update({
      labels: labels.subarray(row, row + 1),
      probabilities: probabilities.subarray(3 * row, 3 * row + 3),
      classes: 3,
    });
  }
  const batch = { labels, probabilities, classes: 3 };
  const { error, bins } = state.compute();
  expect(error).toBeCloseTo(
    evaluateMetrics([expectedCalibrationError], batch).expectedCalibrationError ?? 0,
    12,
  );
  expect(bins.reduce((sum, { answers }) => sum + answers, 0)).toBe(4);
});
