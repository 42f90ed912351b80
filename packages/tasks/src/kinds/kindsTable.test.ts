import { readFileSync } from 'node:fs';
import { allLosses } from '@losskit/losses/registry';
import { expect, test } from 'vitest';

import { KINDS } from './index.ts';

const page = readFileSync(new URL('../../../../docs/how-to/own-task.md', import.meta.url), 'utf8');

test.each(Object.values(KINDS).map((kind) => [kind.name, kind] as const))(
  'the page on tasks tells of %s what its file says',
  (name, { metrics, fits, ...kind }) => {
    const row = page.split('\n').find((line) => line.startsWith(`| \`${name}\``)) ?? '';
    const cells = row.split('|').map((cell) => cell.trim());
    expect(cells[5]).toBe(metrics.map((metric) => `\`${metric.name}\``).join(', '));
    const fitting = allLosses.filter(({ declaration }) => fits(declaration));
    expect(cells[6]).toBe(String(fitting.length));
    // The defaults are losses that fit.
    const names = fitting.map(({ declaration }) => declaration.name);
    expect(names).toEqual(expect.arrayContaining([...kind.commonLosses, kind.standardLoss]));
  },
);
