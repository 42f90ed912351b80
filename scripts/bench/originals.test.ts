import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import { allLosses } from '../../packages/losses/src/registry.ts';
import { formatPage } from './originals-page.mjs';
import { REASONS } from './slower-losses.mjs';

const known = new Set(allLosses.map(({ declaration }) => declaration.name));

test('the originals and the reasons are of losses that there are, each once', () => {
  const table = readFileSync(new URL('peers/originals.py', import.meta.url), 'utf8').split(
    '\nORIGINALS = {\n',
  )[1];
  const names = [...(table ?? '').matchAll(/^ {4}"(\w+)":/gm)].map(([, name]) => name ?? '');
  expect(names.length).toBeGreaterThan(60);
  expect(new Set(names).size).toBe(names.length);
  for (const name of [...names, ...Object.keys(REASONS)]) expect(known).toContain(name);
});

describe('the page', () => {
  const huber = {
    loss: 'huber',
    inputs: [['yTrue', [4096, 1000]] as const, ['yPred', [4096, 1000]] as const],
    original: 'torch.nn.functional.huber_loss',
    seconds: { 'losskit compiled': 0.004, 'losskit step native': 0.024, original: 0.008 },
    omitted: {},
  };
  const angular = {
    ...huber,
    loss: 'angular',
    original: 'AngularLoss',
    seconds: { 'losskit compiled': 0.4, original: 0.1 },
  };
  const tweedie = { ...huber, loss: 'tweedie', original: null, seconds: { 'losskit compiled': 0.4 } };
  const failed = {
    ...huber,
    loss: 'barron',
    inputs: [],
    seconds: {},
    omitted: { measurement: 'it took long' },
  };
  const page = formatPage({
    version: 1,
    machine: { processor: 'P', cores: 2, platform: 'linux-x64', node: '20' },
    losskit: 'losskit 0.1.0',
    versions: ['PyTorch 2'],
    losses: [tweedie, huber, angular, failed],
  });

  test('has a row for each loss in the order of the registry, with ratios', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| `'));
    expect(rows.map((row) => row.split('`')[1])).toEqual(
      [...known].filter((name) => ['angular', 'barron', 'huber', 'tweedie'].includes(name)),
    );
    expect(rows.find((row) => row.includes('`huber`'))?.replace(/ +/g, ' ')).toBe(
      '| `huber` | yTrue 4096×1000, yPred 4096×1000 | 4.00 ms | 24.0 ms | `torch.nn.functional.huber_loss` | 8.00 ms | 0.50 × | 3.0 × |',
    );
  });

  test('lists what is slow with its reason, what has no original or no time, and what was not measured', () => {
    expect(page).toContain(`- \`angular\`, 4.0 ×: ${REASONS.angular}\n`);
    expect(page).not.toMatch(/^- `huber`/m);
    expect(page).toContain('## Without an original in PyTorch\n\n`tweedie`.\n');
    expect(page).toContain('- `barron`, measurement: it took long\n');
    expect(page.split('## Not measured yet')[1]).toContain('`crossEntropy`');
  });
});
