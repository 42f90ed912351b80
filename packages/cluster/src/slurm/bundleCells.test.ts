import { expect, test } from 'vitest';

import { bundleCells } from './bundleCells.ts';

const even = (count: number) => Array.from({ length: count }, (_, index) => index);

test('cells of less than a minute in total are one bundle', () => {
  expect(bundleCells(even(29), () => 2, 60, 1000)).toEqual([even(29)]);
  expect(bundleCells(even(3), () => 0, 60, 1000)).toEqual([even(3)]);
  expect(bundleCells([], () => 2, 60, 1000)).toEqual([]);
});

test('each bundle takes a minute or more, no cell is left out, and neighbours stay together', () => {
  const bundles = bundleCells(even(100), () => 2, 60, 1000);
  expect(bundles.flat()).toEqual(even(100));
  expect(bundles.map((bundle) => bundle.length)).toEqual([33, 34, 33]);
});

test('a cell that takes longer than a minute is alone', () => {
  const seconds = [10, 20, 300, 5, 40];
  const bundles = bundleCells(even(5), (index) => seconds[index] ?? 0, 60, 1000);
  expect(bundles.flat()).toEqual(even(5));
  expect(bundles).toContainEqual([2]);
});

test('there are no more bundles than asked for', () => {
  const bundles = bundleCells(even(1000), () => 100, 60, 7);
  expect(bundles.map((bundle) => bundle.length)).toEqual([143, 143, 143, 142, 143, 143, 143]);
  expect(bundles.flat()).toEqual(even(1000));
});
