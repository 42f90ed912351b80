import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { expectValues, scikitLearn, weightsOf } from '../../fixtures/scikitLearn.ts';
import { testFolds } from '../../fixtures/testFolds.ts';
import { embeddingRecallAtK, evaluateMetrics, meanAveragePrecisionAtR, precisionAtOne } from '../index.ts';

const metrics = [precisionAtOne, meanAveragePrecisionAtR];

test.each(scikitLearn.embedding)('the values of the definition, in NumPy: $name', ({ batch, values }) => {
  const labels = Int32Array.from(batch.labels);
  const embeddings = Float64Array.from(batch.embeddings);
  const { components } = batch;
  const all = [...metrics, embeddingRecallAtK, embeddingRecallAtK.with({ k: 2 })];
  expectValues(all, { labels, embeddings, components, ...weightsOf(batch) }, values);
});

// Differences of powers of two are all different: with equal distances the order of the rows does matter.
const rowsOf = fc.uniqueArray(fc.record({ label: fc.integer({ min: -1, max: 2 }), power: fc.nat(40) }), {
  selector: ({ power }) => power,
  minLength: 1,
});

testFolds(
  [...metrics, embeddingRecallAtK.with({ k: 2 })],
  rowsOf,
  (rows) => ({
    labels: Int32Array.from(rows, ({ label }) => label),
    embeddings: Float64Array.from(rows.flatMap(({ power }) => [2 ** power, -(2 ** power)])),
    components: 2,
  }),
  { repeatable: false },
);

function valuesOf(labels: number[], positions: number[]) {
  return evaluateMetrics(metrics, {
    labels: Int32Array.from(labels),
    embeddings: Float32Array.from(positions),
    components: 1,
  });
}

test('labels that lie apart are perfect', () => {
  expect(valuesOf([5, 5, 5, -1, -1], [0, 1, 2, 10, 11])).toEqual({
    precisionAtOne: 1,
    meanAveragePrecisionAtR: 1,
  });
});

test('a row that is alone with its label is left out, but can be the nearest of another', () => {
  // The 0 at 0 finds the 7 first, the 0 at 3 too.
  expect(valuesOf([0, 7, 0], [0, 1, 3])).toEqual({ precisionAtOne: 0, meanAveragePrecisionAtR: 0 });
  expect(valuesOf([0, 1, 2], [0, 1, 3])).toEqual({ precisionAtOne: NaN, meanAveragePrecisionAtR: NaN });
});

test('among equally near rows the first comes first', () => {
  // The row at 1 is as near to 0 as to 2; the rows at 0 and 2 find it, the one at 100 finds 2.
  expect(valuesOf([0, 0, 1, 1], [1, 0, 2, 100]).precisionAtOne).toBe(3 / 4);
  expect(valuesOf([0, 1, 0, 1], [1, 0, 2, 100]).precisionAtOne).toBe(1 / 4);
});

test('a label at rank 2 of 2 counts with the precision there', () => {
  // The 0 at 0 has the 1 nearest, then a 0 at 2: (0 + 1/2) / 2. The 0 at 2: 1, then 0 (at 3.5): the same.
  // The 0 at 3.5: the 0 at 2, then the 1: (1 + 0) / 2.
  const { meanAveragePrecisionAtR: value } = valuesOf([0, 1, 0, 0], [0, 1, 2, 3.5]);
  expect(value).toBeCloseTo((0.25 + 0.25 + 0.5) / 3, 12);
});

describe('bad batches are refused in one sentence', () => {
  const labels = Int32Array.of(0, 1);
  const embeddings = Float32Array.of(0, 1, 2, 3);

  test.each([
    [{ labels, embeddings, components: 0 }, 'expected components to be a positive integer, got 0.'],
    [{ labels, embeddings, components: 3 }, 'expected embeddings of size 2 × 3, got 4.'],
    [
      { labels, embeddings: Float32Array.of(0, 1, NaN, 2), components: 2 },
      'expected embeddings[1,0] to be finite, got NaN.',
    ],
  ])('%#', (batch, message) => {
    const state = precisionAtOne.create();
    expect(() => state.update(batch)).toThrow(new RangeError(`precisionAtOne: ${message}`));
    expect(state.compute()).toBeNaN();
  });

  test('another number of components than in the first batch', () => {
    const state = precisionAtOne.create();
    state.update({ labels, embeddings, components: 2 });
    expect(() => state.update({ labels: Int32Array.of(0), embeddings, components: 4 })).toThrow(
      new RangeError('precisionAtOne: expected 2 components, as in the first batch, got 4.'),
    );
  });
});
