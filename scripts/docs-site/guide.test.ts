import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { parseLoss } from '../../packages/losses/src/expression.ts';
import { allLosses } from '../../packages/losses/src/registry.ts';
import { BUILT_IN_TASKS } from '../../packages/tasks/src/index.ts';
import { KINDS } from '../../packages/tasks/src/kinds.ts';
import { compareCommand, GUIDE, namesIn } from './guide.mjs';
import { ROOT } from './root.mjs';

const inLeaves = GUIDE.targets.flatMap(({ start, troubles }) => [
  ...start,
  ...troubles.flatMap((trouble) => trouble.try),
]);
const elsewhere = GUIDE.elsewhere.flatMap(({ losses }) => losses);

test('every loss is in a leaf of the guide, or stands elsewhere with a reason', () => {
  const told = [...new Set([...inLeaves.flatMap(namesIn), ...elsewhere])];
  expect(told.sort()).toEqual(allLosses.map(({ declaration }) => declaration.name).sort());
  expect(elsewhere.filter((name) => inLeaves.flatMap(namesIn).includes(name))).toEqual([]);
});

test.each(GUIDE.targets.map((target) => [target.target.en, target] as const))(
  '%s: its losses fit the kind, and its task exists',
  (_name, { kind, task, start, troubles }) => {
    for (const text of [...start, ...troubles.flatMap((trouble) => trouble.try)]) {
      for (const { loss } of parseLoss(text).terms)
        expect(KINDS[kind].fits(loss.declaration), `${text} for ${kind}`).toBe(true);
    }
    if (task.startsWith('./')) expect(existsSync(join(ROOT, task))).toBe(true);
    else expect(BUILT_IN_TASKS).toContain(task);
  },
);

test('a loss is compared with where the guide starts', () => {
  expect(compareCommand('huber')).toBe('losskit compare wages --losses meanSquaredError,huber');
  expect(compareCommand('meanSquaredError')).toMatch(/--losses meanSquaredError,/);
  expect(compareCommand('l2Penalty')).toBeUndefined();
});

test('every sentence is in both languages', () => {
  const sentences = [
    ...GUIDE.targets.flatMap(({ target, troubles }) => [target, ...troubles.map(({ trouble }) => trouble)]),
    ...GUIDE.elsewhere.map(({ reason }) => reason),
  ];
  for (const { en, zh } of sentences) {
    expect(en).toMatch(/^[A-Z]/);
    expect(zh).toMatch(/\p{Script=Han}/u);
  }
});
