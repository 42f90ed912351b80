import { expect, test } from 'vitest';

import { CELL_ORDER } from './reportScript.ts';

const order: (a: string, b: string, sign: number) => number = new Function(`return ${CELL_ORDER}`)();
const sorted = (cells: readonly string[], sign = 1) => [...cells].sort((a, b) => order(a, b, sign));

test('cells are sorted by their first number, signs and exponents included', () => {
  const cells = ['+0.54\n0.29 to 0.80', '10', '−3', '2.5e−3', '9.1e−4\n', '1.031 ±0.1'];
  const rising = ['−3', '9.1e−4\n', '2.5e−3', '+0.54\n0.29 to 0.80', '1.031 ±0.1', '10'];
  expect(sorted(cells)).toEqual(rising);
  expect(sorted(cells, -1)).toEqual(rising.toReversed());
});

test('words come after numbers, and what has neither comes last, in both directions', () => {
  const cells = ['–', 'worse', ' ', '1', 'best', '2'];
  expect(sorted(cells)).toEqual(['1', '2', 'best', 'worse', '–', ' ']);
  expect(sorted(cells, -1)).toEqual(['2', '1', 'worse', 'best', '–', ' ']);
  expect(order('same', 'same', 1)).toBe(0);
});
