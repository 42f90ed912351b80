import { expect, test } from 'vitest';

import { regression } from '../../fixtures/regression.ts';
import { formatRegressions } from './formatRegressions.ts';

test('says what became worse, then what could not be compared', () => {
  const found = { regressions: [regression], compared: 3, notes: ['fruit is not compared.'] };
  expect(formatRegressions(found, 'a.json')).toBe(
    'linear: huber is worse than it was.\nfruit is not compared.',
  );
  expect(formatRegressions(found, 'a.json', 20).split('\n')).toEqual([
    'linear: huber is',
    'worse than it was.',
    'fruit is not',
    'compared.',
  ]);
});

test('says that nothing did, and of how many', () => {
  const none = { regressions: [], notes: [] };
  expect(formatRegressions({ ...none, compared: 3 }, 'a.json')).toBe(
    'Nothing is worse than in a.json: 3 losses were compared.',
  );
  expect(formatRegressions({ ...none, compared: 1 }, 'a.json')).toBe(
    'Nothing is worse than in a.json: 1 loss was compared.',
  );
});

test('does not say so where nothing was compared', () => {
  const none = { regressions: [], compared: 0, notes: ['No task is in both.'] };
  expect(formatRegressions(none, 'a.json')).toBe('No task is in both.');
});
