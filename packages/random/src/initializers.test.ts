import '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { glorotUniform, heNormal, randomStream } from './index.ts';

test('glorotUniform stays within its limit and has its variance', () => {
  const values = Array.from(
    glorotUniform(randomStream(1, 'initial weights'), [200, 100]).dataSync<'float32'>(),
  );
  const limit = Math.sqrt(6 / 300);
  const variance = values.reduce((sum, value) => sum + value ** 2, 0) / values.length;
  expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(limit);
  expect(variance).toBeCloseTo(2 / 300, 3);
});

test('heNormal counts every axis but the last as inputs', () => {
  const values = Array.from(
    heNormal(randomStream(1, 'initial weights'), [5, 5, 8, 40]).dataSync<'float32'>(),
  );
  const variance = values.reduce((sum, value) => sum + value ** 2, 0) / values.length;
  expect(variance).toBeCloseTo(2 / 200, 3);
});
