import { describe, expect, test } from 'vitest';

import { failureOf } from '../fixtures/failureOf.ts';
import { randomFunction } from '../fixtures/randomFunction.ts';

const BLOCKS = 40;
const SEEDS_OF_BLOCK = 50;

describe('functions that are drawn at random', () => {
  test.each(Array.from({ length: BLOCKS }, (_, block) => block))('block %i agrees with tfjs', (block) => {
    for (let seed = SEEDS_OF_BLOCK * block; seed < SEEDS_OF_BLOCK * (block + 1); seed++) {
      expect(failureOf(randomFunction(seed))).toBeUndefined();
    }
  });
});
