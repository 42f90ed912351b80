import { allLosses } from '@losskit/losses/registry';
import { describe, expect, it } from 'vitest';

import { compareCase, TOLERANCES } from '../../../../scripts/parity/compareCase.mjs';
import { readReferenceCases } from '../../../../scripts/parity/readReferenceCases.mjs';
import { evaluateRequest } from './evaluateRequest.ts';

describe('every loss', () => {
  const cases = readReferenceCases();
  it.each(allLosses.map(({ declaration }) => declaration.name))(
    '%s is evaluated as its reference',
    (name) => {
      const ofLoss = cases.filter(({ loss }) => loss === name);
      expect(ofLoss.length).toBeGreaterThan(0);
      for (const reference of ofLoss.slice(0, 10)) {
        const { value, gradient } = compareCase(reference, evaluateRequest);
        expect(value).toBeLessThan(TOLERANCES.value);
        expect(gradient).toBeLessThan(TOLERANCES.gradient);
      }
    },
  );
});
