import { expect, test } from 'vitest';

import { checkFinite, checkInteger } from './checkNumber.ts';

test('integers of at least a minimum pass, anything else is named', () => {
  expect(() => checkInteger('f', 'rows', 3, 3)).not.toThrow();
  for (const value of [2, 3.5, Number.NaN, 2 ** 53]) {
    expect(() => checkInteger('f', 'rows', value, 3)).toThrow(
      `f: expected rows to be an integer of at least 3, got ${value}.`,
    );
  }
});

test('finite numbers pass', () => {
  expect(() => checkFinite('f', 'slope', -1e300)).not.toThrow();
  expect(() => checkFinite('f', 'slope', Number.NaN)).toThrow(
    'f: expected slope to be a finite number, got NaN.',
  );
});
