import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { expectValues, scikitLearn, weightsOf } from '../../fixtures/scikitLearn.ts';
import { testFolds } from '../../fixtures/testFolds.ts';
import {
  evaluateMetrics,
  hammingAccuracy,
  multilabelAveragePrecision,
  multilabelLogLoss,
  multilabelMacroF1,
  multilabelRocAuc,
  subsetAccuracy,
} from '../index.ts';

const metrics = [subsetAccuracy, hammingAccuracy, multilabelMacroF1, multilabelLogLoss];
const areas = [multilabelAveragePrecision, multilabelRocAuc];

test.each(scikitLearn.multilabel)('the values of scikit-learn: $name', ({ batch, values }) => {
  const probabilities = Float64Array.from(batch.probabilities);
  for (const targets of [Uint8Array.from(batch.targets), Float32Array.from(batch.targets)]) {
    expectValues(
      [...metrics, ...areas],
      { labels: batch.labels, targets, probabilities, ...weightsOf(batch) },
      values,
    );
  }
});

const LABELS = 3;
const label = fc.record({ target: fc.nat(1), probability: fc.nat(8).map((eighths) => eighths / 8) });

testFolds(
  [...metrics, ...areas],
  fc.array(fc.array(label, { minLength: LABELS, maxLength: LABELS }), { minLength: 1 }),
  (rows) => ({
    targets: Uint8Array.from(rows.flat(), ({ target }) => target),
    probabilities: Float64Array.from(rows.flat(), ({ probability }) => probability),
    labels: LABELS,
  }),
);

test('certain and right is perfect, certain and wrong is finite', () => {
  const targets = Uint8Array.of(1, 0);
  const right = { targets, probabilities: Float32Array.of(1, 0), labels: 2 };
  expect(Object.values(evaluateMetrics(metrics, right))).toEqual([1, 1, 1, 0]);
  const wrong = { targets, probabilities: Float32Array.of(0, 1), labels: 2 };
  expect(Object.values(evaluateMetrics(metrics, wrong))).toEqual([0, 0, 0, -Math.log(1e-15)]);
});

test('a probability of 0.5 is a no', () => {
  const batch = { targets: Uint8Array.of(0, 1), probabilities: Float32Array.of(0.5, 0.5), labels: 1 };
  expect(evaluateMetrics([hammingAccuracy, multilabelMacroF1], batch)).toEqual({
    hammingAccuracy: 0.5,
    multilabelMacroF1: 0,
  });
});

test('a label that is neither true nor predicted has no F1, and without any other there is none', () => {
  const batch = { targets: Uint8Array.of(1, 0), probabilities: Float32Array.of(0.9, 0.1), labels: 2 };
  expect(evaluateMetrics([multilabelMacroF1], batch).multilabelMacroF1).toBe(1);
  const none = { targets: Uint8Array.of(0, 0), probabilities: Float32Array.of(0.2, 0.1), labels: 2 };
  expect(evaluateMetrics([multilabelMacroF1], none).multilabelMacroF1).toBeNaN();
});

test('areas judge the order within each label, of those that are true of some rows only', () => {
  // Label 0 is in the best order, label 1 in the worst, label 2 is true of all rows.
  const batch = {
    targets: Uint8Array.of(1, 1, 1, 0, 0, 1),
    probabilities: Float32Array.of(0.2, 0.3, 0.5, 0.1, 0.4, 0.6),
    labels: 3,
  };
  expect(evaluateMetrics(areas, batch)).toEqual({
    multilabelAveragePrecision: (1 + 1 / 2) / 2,
    multilabelRocAuc: 1 / 2,
  });
  const none = { targets: Uint8Array.of(1), probabilities: Float32Array.of(1), labels: 1 };
  expect(Object.values(evaluateMetrics(areas, none))).toEqual([NaN, NaN]);
});

describe('bad batches are refused in one sentence', () => {
  const targets = Uint8Array.of(0, 1, 1, 0);
  const probabilities = Float32Array.of(0.1, 0.9, 0.5, 0);

  test.each([
    [{ targets, probabilities, labels: 1.5 }, 'expected labels to be a positive integer, got 1.5.'],
    [{ targets, probabilities, labels: 3 }, 'expected targets of a size that is a multiple of 3, got 4.'],
    [
      { targets, probabilities: probabilities.subarray(2), labels: 2 },
      'expected probabilities of size 2 × 2, got 2.',
    ],
    [
      { targets: Uint8Array.of(0, 1, 2, 0), probabilities, labels: 2 },
      'expected targets[1,0] to be 0 or 1, got 2.',
    ],
    [
      { targets, probabilities: Float32Array.of(0.5, NaN, 1, 0), labels: 2 },
      'expected probabilities[0,1] to be from 0 to 1, got NaN.',
    ],
    [
      { targets, probabilities: Float32Array.of(0, 1, 0, 1.5), labels: 2 },
      'expected probabilities[1,1] to be from 0 to 1, got 1.5.',
    ],
  ])('%#', (batch, message) => {
    const state = subsetAccuracy.create();
    expect(() => state.update(batch)).toThrow(new RangeError(`subsetAccuracy: ${message}`));
    expect(state.compute()).toBeNaN();
  });

  test('another number of labels than in the first batch', () => {
    const state = subsetAccuracy.create();
    state.update({ targets, probabilities, labels: 2 });
    expect(() => state.update({ targets, probabilities, labels: 4 })).toThrow(
      new RangeError('subsetAccuracy: expected 2 labels, as in the first batch, got 4.'),
    );
  });

  test('targets of another kind are a TypeError', () => {
    const batch = { targets: [1], probabilities: Float32Array.of(1), labels: 1 };
    expect(() => Reflect.apply(subsetAccuracy.create().update, undefined, [batch])).toThrow(
      new TypeError('subsetAccuracy: expected targets to be a Uint8Array or a Float32Array, got [1].'),
    );
  });
});
