import { expect, test } from 'vitest';

import { LosskitError } from './LosskitError.ts';

test('carries its code, its place and its cause', () => {
  const cause = new Error('EIO');
  const location = { file: 'a.csv', row: 3, column: 'wage' };
  const error = new LosskitError('data-not-finite', 'a.csv: expected a number, got NaN.', location, {
    cause,
  });
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({
    name: 'LosskitError',
    code: 'data-not-finite',
    message: 'a.csv: expected a number, got NaN.',
    location,
    cause,
  });
  expect(String(error)).toBe('LosskitError: a.csv: expected a number, got NaN.');
});

test('without a place it has an empty one, and without a cause none', () => {
  const error = new LosskitError('interrupted', 'train: interrupted.');
  expect(error.location).toEqual({});
  expect('cause' in error).toBe(false);
});
