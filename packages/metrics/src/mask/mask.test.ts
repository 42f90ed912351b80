import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { expectSame } from '../../fixtures/expectSame.ts';
import { expectValues, scikitLearn, weightsOf } from '../../fixtures/scikitLearn.ts';
import { testFolds } from '../../fixtures/testFolds.ts';
import { diceScore, evaluateMetrics, type MaskBatch } from '../index.ts';

const metrics = [diceScore, diceScore.with({ classes: 'foreground' })];

test.each(scikitLearn.mask)('the values of scikit-learn and MONAI: $name', ({ batch, values }) => {
  const { classes, places } = batch;
  const labels = Int32Array.from(batch.labels);
  const probabilities = Float64Array.from(batch.probabilities);
  expectValues(metrics, { labels, probabilities, classes, places, ...weightsOf(batch) }, values);
});

interface Place {
  readonly label: number;
  readonly predicted: number;
}

const CLASSES = 3;

function maskBatch(rows: readonly Place[], places: number): MaskBatch {
  return {
    labels: Int32Array.from(rows, ({ label }) => label),
    probabilities: Float64Array.from(
      rows.flatMap(({ predicted }) => [0, 1, 2].map((one) => (one === predicted ? 1 : 0))),
    ),
    classes: CLASSES,
    places,
  };
}

const place = fc.record({ label: fc.nat(CLASSES - 1), predicted: fc.nat(CLASSES - 1) });

// A place that weighs twice is still one picture.
testFolds(metrics, fc.array(place, { minLength: 1 }), (rows) => maskBatch(rows, 1), { repeatable: false });

test('any split between pictures gives the value of the whole, the same batch twice too', () => {
  const pictures = fc.array(fc.array(place, { minLength: 4, maxLength: 4 }), { minLength: 1 });
  fc.assert(
    fc.property(pictures, fc.nat(20), (rows, cut) => {
      const end = cut % (rows.length + 1);
      for (const metric of metrics) {
        const state = metric.create();
        state.update(maskBatch(rows.slice(0, end).flat(), 4));
        state.update(maskBatch(rows.slice(end).flat(), 4));
        const batch = maskBatch(rows.flat(), 4);
        const whole = evaluateMetrics([metric], batch);
        expect(state.compute()).toBe(whole[metric.name]);
        const twice = metric.create();
        twice.update(batch);
        twice.update(batch);
        expectSame({ [metric.name]: twice.compute() }, whole);
      }
    }),
    { seed: 9 },
  );
});

test('each picture weighs the same, and classes without a label in it are left out', () => {
  // Of class 1 of the first picture one of two pixels is found: 2 / 3, as of class 0. The second is all of class 0.
  const batch = maskBatch(
    [
      { label: 0, predicted: 0 },
      { label: 1, predicted: 0 },
      { label: 0, predicted: 0 },
      { label: 0, predicted: 2 },
    ],
    2,
  );
  const { diceScore: all, 'diceScore:classes=foreground': foreground } = evaluateMetrics(metrics, batch);
  expect(all).toBeCloseTo(((2 / 3 + 0) / 2 + 2 / 3) / 2, 15);
  expect(foreground).toBe(0);
});

describe('bad batches are refused in one sentence', () => {
  test.each([
    [0, 'expected places to be a positive integer, got 0.'],
    [2, 'expected labels of a size that is a multiple of 2, got 3.'],
  ])('%i places', (places, message) => {
    const rows = [0, 1, 2].map((label) => ({ label, predicted: label }));
    const state = diceScore.create();
    expect(() => state.update(maskBatch(rows, places))).toThrow(new RangeError(`diceScore: ${message}`));
    expect(state.compute()).toBeNaN();
  });
});
