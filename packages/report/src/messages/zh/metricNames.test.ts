import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { metricName } from './metricNames.ts';

const DOCUMENTED = new URL('../../../../../docs/zh/words/metrics.zh.json', import.meta.url);
const { metrics }: { metrics: Record<string, { name: string }> } = JSON.parse(
  readFileSync(DOCUMENTED, 'utf8'),
);

test.each(Object.entries(metrics))('%s is called as in the docs', (name, { name: documented }) => {
  // The docs add an abbreviation to some.
  expect(documented.startsWith(metricName(name))).toBe(true);
});
