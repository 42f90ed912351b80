import { readFileSync } from 'node:fs';
import { describe, test } from 'vitest';

import { checkExtremeCase, type ExtremeCase } from '../fixtures/checkExtremeCase.ts';
import { findLoss } from './registry.ts';

const file = new URL('../fixtures/extremes.json', import.meta.url);
const cases: readonly ExtremeCase[] = JSON.parse(readFileSync(file, 'utf8'));

for (const name of new Set(cases.map(({ loss }) => loss))) {
  describe(name, () => {
    // Not a test each: there are hundreds.
    test('is right in value and gradient', () => {
      for (const given of cases.filter(({ loss }) => loss === name)) checkExtremeCase(findLoss(name), given);
    });
  });
}
