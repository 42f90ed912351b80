import { randomStream } from '@losskit/random';
import { expect, test } from 'vitest';

import { noiseScale } from './noiseScale.ts';

const FEATURES = 5;

/**
 * Gradients of batches of (x·w − y)² at w = 0 with y = x·u + e, x and e standard normal: one example has −2·x·y, whose mean is
 * −2·u, and tr Σ / |G|² is (d + 1) + d · Var e / |u|².
 */
function linearGradients(seed: number, batches: number, batchSize: number): Float64Array[] {
  const stream = randomStream(seed, 'noise scale');
  const size = 1 / Math.sqrt(FEATURES);
  return Array.from({ length: batches }, () => {
    const gradient = new Float64Array(FEATURES);
    for (let example = 0; example < batchSize; example++) {
      const x = Array.from({ length: FEATURES }, () => stream.normal(0, 1));
      const y = x.reduce((sum, value) => sum + size * value, stream.normal(0, 1));
      for (const [place, value] of x.entries())
        gradient[place] = (gradient[place] ?? 0) - (2 * value * y) / batchSize;
    }
    return gradient;
  });
}

const EXPECTED = FEATURES + 1 + FEATURES;

test('a linear model of known covariance has the noise scale of the closed form', () => {
  const found = noiseScale(linearGradients(1, 4000, 16), 16);
  expect(found?.value).toBeGreaterThan(0.97 * EXPECTED);
  expect(found?.value).toBeLessThan(1.03 * EXPECTED);
});

test('few small batches have the right scale on average', () => {
  const seeds = 400;
  const values = Array.from(
    { length: seeds },
    (_, seed) => noiseScale(linearGradients(seed, 40, 8), 8)?.value ?? 0,
  );
  const mean = values.reduce((sum, value) => sum + value, 0) / seeds;
  expect(mean / EXPECTED).toBeGreaterThan(0.98);
  expect(mean / EXPECTED).toBeLessThan(1.04);
});

test('the interval of 16 batches covers it about as often as it says', () => {
  const seeds = 200;
  const covering = Array.from({ length: seeds }, (_, seed) =>
    noiseScale(linearGradients(seed, 16, 32), 32),
  ).filter((found) => found && found.low <= EXPECTED && EXPECTED <= found.high);
  expect(covering.length / seeds).toBeGreaterThan(0.88);
  expect(covering.length / seeds).toBeLessThan(0.99);
});

test('gradients without noise have a scale of 0, and noise without gradient none', () => {
  const same = Array.from({ length: 8 }, () => Float64Array.of(1, 2));
  expect(noiseScale(same, 4)?.value ?? 0).toBeCloseTo(0, 9);
  const opposed = Array.from({ length: 8 }, (_, batch) => Float64Array.of(batch % 2 === 0 ? 1 : -1));
  expect(noiseScale(opposed, 4)).toBeNull();
  expect(noiseScale([], 4)).toBeNull();
});
