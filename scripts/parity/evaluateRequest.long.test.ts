import { describe, expect, it } from 'vitest';
import { evaluateRequest } from '../../packages/cli/src/eval/evaluateRequest.ts';
import { allLosses } from '../../packages/losses/src/registry.ts';
import { compareCase, TOLERANCES } from './compareCase.mjs';
import { readReferenceCases } from './readReferenceCases.mjs';

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
