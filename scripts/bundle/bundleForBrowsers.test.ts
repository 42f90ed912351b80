import { describe, expect, test } from 'vitest';

import { missingInBrowsers, PARTS, sizesForBrowsers } from './bundleForBrowsers.mjs';

const FOR_BROWSERS = [
  'losskit',
  'losskit/browser',
  '@losskit/errors',
  '@losskit/losses',
  '@losskit/losses/contract',
  '@losskit/losses/curves',
  '@losskit/losses/registry',
  '@losskit/losses/words',
  '@losskit/metrics',
  '@losskit/random',
  '@losskit/compiler',
  '@losskit/trainer',
  '@losskit/trainer/optimizers',
  '@losskit/trainer/schedules',
  '@losskit/data',
  '@losskit/tasks',
  '@losskit/tasks/built-in',
  '@losskit/tasks/kinds',
  '@losskit/study/search',
  '@losskit/study/statistics',
  '@losskit/report/loss-domain',
];

describe('in browsers', () => {
  test('what is for browsers needs no module and no global of Node', async () => {
    expect(await missingInBrowsers(FOR_BROWSERS)).toEqual([]);
  });

  test('what reads files is told by the modules and globals of Node that it needs', async () => {
    const missing = await missingInBrowsers(['@losskit/trainer/checkpoints']);
    expect(missing).toContain('the global process');
    expect(missing.join()).toContain('node:fs/promises, imported by');
  });
});

/** What was measured; a tenth more passes without a reason. */
const MEASURED: Readonly<Record<string, { readonly bytes: number; readonly gzipped: number }>> = {
  'huber and tfjs-core': { bytes: 135_771, gzipped: 26_665 },
  'losses, trainer and tfjs-core': { bytes: 686_719, gzipped: 159_067 },
};

test.each(Object.entries(PARTS))('%s stay within their budget', async (part, code) => {
  const sizes = await sizesForBrowsers(code);
  const measured = MEASURED[part];
  expect(sizes.bytes).toBeLessThan(1.1 * (measured?.bytes ?? 0));
  expect(sizes.gzipped).toBeLessThan(1.1 * (measured?.gzipped ?? 0));
});
