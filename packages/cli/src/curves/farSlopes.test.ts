import { allLosses, findLoss } from '@losskit/losses/registry';
import { expect, test } from 'vitest';

import { farSlopes } from './farSlopes.ts';

test.each([
  ['meanSquaredError', 'grows', 20, 2000],
  ['meanAbsoluteError', 'bounded', 1, 1],
  ['huber', 'bounded', 1, 1],
  ['cauchy', 'vanishes', 20 / 102, 2000 / 1_000_002],
  ['squaredHinge', 'grows', -22, -162],
  ['crossEntropy', 'bounded', -1, -1],
  ['binaryCrossEntropyWithLogits', 'bounded', -1, -1],
  ['zeroOne', 'vanishes', 0, 0],
])('%s: %s', (name, trend, near, far) => {
  const found = farSlopes(findLoss(name));
  expect(found?.trend).toBe(trend);
  expect([found?.near.slope, found?.far.slope]).toBeAllClose([near, far], { rtol: 1e-3, atol: 1e-6 });
});

test('a loss without such a curve has none', () => {
  for (const name of ['ntXent', 'poissonNll', 'l2Penalty']) expect(farSlopes(findLoss(name))).toBeUndefined();
  expect(allLosses.filter((loss) => farSlopes(loss)).length).toBeGreaterThan(40);
});
