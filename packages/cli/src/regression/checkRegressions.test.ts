import { LosskitError } from '@losskit/errors';
import { expect, test } from 'vitest';

import { regression } from '../../fixtures/regression.ts';
import { checkRegressions } from './checkRegressions.ts';
import { RegressionFound } from './RegressionFound.ts';

test('passes where nothing is worse', () => {
  expect(() => checkRegressions({ regressions: [], compared: 2, notes: [] }, 'a.json')).not.toThrow();
});

test('says how many are worse, of how many', () => {
  expect(() => checkRegressions({ regressions: [regression], compared: 2, notes: [] }, 'a.json')).toThrow(
    new RegressionFound('compare: expected no loss to be worse than in a.json, got 1 of 2 that is.'),
  );
  const two = [regression, regression];
  expect(() => checkRegressions({ regressions: two, compared: 2, notes: [] }, 'a.json')).toThrow(
    new RegressionFound('compare: expected no loss to be worse than in a.json, got 2 of 2 that are.'),
  );
});

test('does not pass where nothing could be compared', () => {
  expect(() => checkRegressions({ regressions: [], compared: 0, notes: [] }, 'a.json')).toThrow(
    new LosskitError(
      'data-malformed',
      'a.json: expected tasks and losses of this comparison, got none that can be compared.',
      { file: 'a.json' },
    ),
  );
});
