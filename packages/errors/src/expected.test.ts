import { expect, test } from 'vitest';

import { expected } from './expected.ts';

test('says where, what was expected and what came, in one sentence', () => {
  expect(expected('huber', 'delta > 0', -1)).toBe('huber: expected delta > 0, got -1.');
  expect(expected('huber', 'yPred of shape [2,3]', [2])).toBe(
    'huber: expected yPred of shape [2,3], got [2].',
  );
  expect(expected('train', 'a loss', undefined)).toBe('train: expected a loss, got undefined.');
});
