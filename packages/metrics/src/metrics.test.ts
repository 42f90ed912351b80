import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import * as exported from './index.ts';

const metrics = Object.values(exported).filter((value) => 'higherIsBetter' in value);
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test('every metric is exported under its own name, and states its bounds', () => {
  expect(metrics).toHaveLength(Object.keys(exported).length - 2); // evaluateMetrics, confusionMatrix
  for (const metric of metrics) {
    expect(exported).toHaveProperty(metric.name, metric);
    expect(metric.bounds?.[0], metric.name).toBeLessThan(metric.bounds?.[1] ?? Number.NaN);
  }
});

test('the README has a row for every metric, with the direction that is better', () => {
  const rows = readme.split('\n').filter((line) => line.startsWith('| `'));
  const directions = rows.map((row) => [row.split('`')[1], row.includes('| higher')]);
  expect(Object.fromEntries(directions)).toEqual(
    Object.fromEntries(metrics.map(({ name, higherIsBetter }) => [name, higherIsBetter])),
  );
});
