import { expect, test } from 'vitest';

import { accuracy, findMetric, METRICS } from './index.ts';

test.each(['accuracy', 'rocAuc', 'fBeta:beta=2,average=macro', 'cohenKappa:weights=quadratic'])(
  'the metric %s is found by its name',
  (name) => {
    expect(findMetric(METRICS.classification, name)?.name).toBe(name);
  },
);

test('options that are the default need not be said', () => {
  expect(findMetric(METRICS.ranking, 'ndcg:k=Infinity,gain=linear')?.name).toBe('ndcg');
  expect(findMetric(METRICS.classification, 'accuracy')).toBe(accuracy);
});

test('another name is none, and options that the metric does not have are refused', () => {
  expect(findMetric(METRICS.classification, 'accurcy')).toBeUndefined();
  expect(findMetric(METRICS.classification, 'rmse')).toBeUndefined();
  const find = (name: string) => () => findMetric(METRICS.classification, name);
  expect(find('accuracy:k=5')).toThrow("accuracy: expected no options, got 'k=5'.");
  expect(find('topKAccuracy:5')).toThrow("topKAccuracy: expected options such as k=5, got '5'.");
  expect(find('topKAccuracy:n=5')).toThrow('topKAccuracy: expected options out of k');
  expect(find('topKAccuracy:k=five')).toThrow(
    "topKAccuracy: expected k to be a positive integer, got 'five'.",
  );
  expect(find('topKAccuracy:k=')).toThrow("topKAccuracy: expected k to be a positive integer, got ''.");
});
