import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { standardDigests } from '../../fixtures/standardDigests.ts';

test('a hundred compiled steps give the same bits on every engine', () => {
  const committed = new URL('../../fixtures/standardDigests.json', import.meta.url);
  expect(standardDigests()).toEqual(JSON.parse(readFileSync(committed, 'utf8')));
});
