import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { expectValues, scikitLearn, weightsOf } from '../../fixtures/scikitLearn.ts';
import { testFolds } from '../../fixtures/testFolds.ts';
import { characterErrorRate, evaluateMetrics, wordErrorRate } from '../index.ts';

const metrics = [wordErrorRate, characterErrorRate];

test.each(scikitLearn.text)(
  'the values of the definition and of torchmetrics: $name',
  ({ batch, values }) => {
    const { targets, predicted } = batch;
    expectValues(metrics, { targets, predicted, ...weightsOf(batch) }, values);
  },
);

const words = fc.array(fc.constantFrom('an', 'apple', 'a', 'né', '🍐'), { maxLength: 5 });
const line = words.map((some) => some.join(' '));

testFolds(metrics, fc.array(fc.record({ target: line, predicted: line }), { minLength: 1 }), (rows) => ({
  targets: rows.map(({ target }) => target),
  predicted: rows.map(({ predicted }) => predicted),
}));

test('words stand between white space of any kind, characters are code points', () => {
  expect(evaluateMetrics(metrics, { targets: ['  a\tpear\n🍐 '], predicted: ['a pear 🍐'] })).toEqual({
    wordErrorRate: 0,
    characterErrorRate: 5 / 11,
  });
  expect(evaluateMetrics(metrics, { targets: ['🍐'], predicted: ['🍎🍐'] })).toEqual({
    wordErrorRate: 1,
    characterErrorRate: 1,
  });
});

test('texts are weighed by their length, and without a word there is no rate', () => {
  const batch = { targets: ['one two three', 'four'], predicted: ['one two three', 'five'] };
  expect(evaluateMetrics([wordErrorRate], batch).wordErrorRate).toBe(1 / 4);
  expect(evaluateMetrics([wordErrorRate], { targets: [' '], predicted: ['a'] }).wordErrorRate).toBeNaN();
});

describe('bad batches are refused in one sentence', () => {
  test.each([
    [{ targets: ['a'], predicted: [] }, 'expected predicted of shape [1], got [0].'],
    [{ targets: [1], predicted: ['a'] }, 'expected targets[0] to be a string, got 1.'],
    [{ targets: ['a'], predicted: 'a' }, "expected predicted to be an array of texts, got 'a'."],
  ])('%#', (batch, message) => {
    const state = wordErrorRate.create();
    expect(() => Reflect.apply(state.update, state, [batch])).toThrow(`wordErrorRate: ${message}`);
    expect(state.compute()).toBeNaN();
  });
});
