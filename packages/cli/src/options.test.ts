import { expect, test } from 'vitest';

import { parseMargin, parseSeeds } from './options.ts';

test('seeds are a number or a race', () => {
  expect(['1', ' 20 ', '10000', 'auto'].map(parseSeeds)).toEqual([1, 20, 10_000, 'auto']);
});

test.each(['0', '-1', '1.5', '10001', '', ' ', 'x', 'Auto', 'NaN', 'Infinity'])(
  'seeds are not %j',
  (text) => {
    expect(() => parseSeeds(text)).toThrow(
      `--seeds: expected auto or a whole number from 1 to 10000, got '${text}'.`,
    );
  },
);

test('a margin is in the unit of the metric, or a percentage', () => {
  expect(['0', '0.01', '1e-3', '2%', ' 0.5 % ', '0%'].map(parseMargin)).toEqual([
    0,
    0.01,
    0.001,
    '2%',
    '0.5%',
    '0%',
  ]);
});

test.each(['-1', '-2%', '', '%', ' %', 'x', '2%%', '2%x', 'NaN', 'Infinity', '1e999%', '2 per cent'])(
  'a margin is not %j',
  (text) => {
    expect(() => parseMargin(text)).toThrow(
      `--margin: expected a number of at least 0 or a percentage such as 2%, got '${text}'.`,
    );
  },
);
