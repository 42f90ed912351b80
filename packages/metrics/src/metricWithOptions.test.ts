import { expect, test } from 'vitest';

import { cohenKappa, fBeta, meanPinballLoss, ndcg, topKAccuracy } from './index.ts';

test('a name says the options that are not the default, in the order of the defaults', () => {
  expect(fBeta.name).toBe('fBeta');
  expect(fBeta.with({ average: 'macro', beta: 0.5 }).name).toBe('fBeta:beta=0.5,average=macro');
  expect(fBeta.with({ average: 'macro' }).with({ beta: 2 }).name).toBe('fBeta:beta=2,average=macro');
  expect(fBeta.with({ average: 'macro' }).with({ average: 'binary' }).name).toBe('fBeta');
  expect(ndcg.with({ k: 5 }).name).toBe('ndcg:k=5');
});

test('what a metric says of itself stays', () => {
  expect(topKAccuracy.with({ k: 3 })).toMatchObject({
    name: 'topKAccuracy:k=3',
    higherIsBetter: true,
    bounds: [0, 1],
    countsRows: true,
  });
});

test('options that are unknown or out of their range are refused in one sentence', () => {
  const call = (metric: { with: unknown }, options: object) => () =>
    typeof metric.with === 'function' ? Reflect.apply(metric.with, metric, [options]) : undefined;
  expect(call(fBeta, { bta: 2 })).toThrow("got 'bta' (did you mean 'beta'?).");
  expect(call(fBeta, { beta: 0 })).toThrow(new RangeError('fBeta: expected beta to be above 0, got 0.'));
  expect(call(fBeta, { beta: '2' })).toThrow("fBeta: expected beta to be above 0, got '2'.");
  expect(call(meanPinballLoss, { quantile: 1 })).toThrow(
    'meanPinballLoss: expected quantile to be between 0 and 1, got 1.',
  );
  expect(call(topKAccuracy, { k: 2.5 })).toThrow(
    'topKAccuracy: expected k to be a positive integer, got 2.5.',
  );
  expect(call(topKAccuracy, { k: 0 })).toThrow('topKAccuracy: expected k to be a positive integer, got 0.');
  expect(call(ndcg, { k: -1 })).toThrow('ndcg: expected k to be a positive integer or Infinity, got -1.');
  expect(call(cohenKappa, { weights: 'cubic' })).toThrow(
    "cohenKappa: expected weights to be 'none' or 'linear' or 'quadratic', got 'cubic'.",
  );
});
