import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { inFreshScope } from '../../fixtures/inFreshScope.ts';

import { STEPS } from '../../fixtures/noisyBowl.ts';
import { pointsOf, type Recipe } from '../../fixtures/optimizerRecipes.ts';

inFreshScope();

/** A case of scripts/reference/optimizers.py. */
interface Case extends Recipe {
  readonly library: string;
  readonly version: string;
  readonly call: string;
  readonly points: readonly (readonly number[])[];
}

const cases: readonly Case[] = JSON.parse(
  readFileSync(new URL('../../fixtures/optimizers.json', import.meta.url), 'utf8'),
);

test.each(cases)('$optimizer follows $library $version, $call, for 1,000 steps', (one) => {
  expect(one.points).toHaveLength(STEPS.length);
  const points = pointsOf(one);
  one.points.forEach((reference, index) => {
    expect(points[index] ?? []).toBeAllClose(reference, { rtol: 1e-4, atol: 1e-6 });
  });
});
