import { isRows } from '@losskit/data';
import { describe, expect, test } from 'vitest';

import { builtInTask } from '../builtIn/index.ts';
import { defineTask } from '../defineTask.ts';
import { resolveTask } from '../module/resolveTask.ts';
import type { Stress, StressName } from './Stress.ts';
import { stressedTask } from './stressedTask.ts';

const ROWS = 200;

function classTask(classes: number) {
  const part = {
    inputs: Array.from({ length: ROWS }, (_, row) => [row]),
    targets: Int32Array.from({ length: ROWS }, (_, row) => row % classes),
  };
  return defineTask({
    name: 'classes',
    target: 'multiclass',
    classNames: Array.from({ length: classes }, (_, one) => `class ${one}`),
    data: () => ({ train: part, validation: part, test: part }),
    model: () => {
      throw new Error('Not trained.');
    },
  });
}

async function trainOf(stress: Stress, task = classTask(4), seed = 3) {
  return (await stressedTask(task, stress).load(seed)).train;
}

async function changedRows(level: number) {
  const { targets } = await trainOf({ kind: 'label-noise', level });
  return Array.from(targets.values.keys()).filter((row) => targets.values[row] !== row % 4);
}

function countsOf(values: ArrayLike<number>, classes: number): number[] {
  return Array.from(
    { length: classes },
    (_, one) => Array.from(values).filter((label) => label === one).length,
  );
}

describe('label noise', () => {
  test('changes as many labels as it says, each to another class', async () => {
    expect((await changedRows(0)).length).toBe(0);
    expect((await changedRows(0.25)).length).toBe(ROWS / 4);
    const { targets } = await trainOf({ kind: 'label-noise', level: 0.9 });
    expect(countsOf(targets.values, 4).every((count) => count > 20)).toBe(true);
  });

  test('a row that is wrong at one level is wrong in the same way at every higher one', async () => {
    const few = await trainOf({ kind: 'label-noise', level: 0.2 });
    const many = await trainOf({ kind: 'label-noise', level: 0.5 });
    for (const row of await changedRows(0.2)) {
      expect(many.targets.values[row]).toBe(few.targets.values[row]);
    }
  });

  test('another seed has other wrong rows', async () => {
    const one = await trainOf({ kind: 'label-noise', level: 0.3 }, classTask(4), 1);
    const other = await trainOf({ kind: 'label-noise', level: 0.3 }, classTask(4), 2);
    expect(one.targets).not.toEqual(other.targets);
  });
});

describe('imbalance', () => {
  test('is as large as it says, on a geometric scale', async () => {
    const { targets, rows } = await trainOf({ kind: 'imbalance', level: 8 });
    expect(countsOf(targets.values, 4)).toEqual([50, 25, 13, 6]);
    expect(rows).toBe(94);
  });

  test('leaves a row of each class', async () => {
    const { targets } = await trainOf({ kind: 'imbalance', level: 1e6 });
    expect(Math.min(...countsOf(targets.values, 4))).toBe(1);
  });
});

describe('outliers', () => {
  const linear = builtInTask('linear');

  test('of level 0 are none, where the data had known ones', async () => {
    const { train } = await linear.load(1);
    expect(train.outliers?.filter(Boolean).length).toBe(16);
    const clean = await trainOf({ kind: 'outliers', level: 0 }, linear, 1);
    expect([clean.rows, clean.outliers?.filter(Boolean).length]).toEqual([144, 0]);
  });

  test('lie above their place, as many as it says, the same ones at every level', async () => {
    const clean = await trainOf({ kind: 'outliers', level: 0 }, linear, 1);
    const few = await trainOf({ kind: 'outliers', level: 0.25 }, linear, 1);
    const many = await trainOf({ kind: 'outliers', level: 0.5 }, linear, 1);
    const lifts = (part: typeof few) =>
      Array.from(part.targets.values, (value, row) => value - (clean.targets.values[row] ?? 0));
    const lifted = lifts(few).filter((lift) => lift !== 0);
    expect(lifted.length).toBe(36);
    expect(Math.min(...lifted)).toBeGreaterThan(0);
    lifts(few).forEach((lift, row) => {
      if (lift !== 0) expect(lifts(many)[row]).toBe(lift);
    });
  });

  test('the test part stays as it is', async () => {
    const { test: held } = await linear.load(1);
    const stressed = await stressedTask(linear, { kind: 'outliers', level: 0.4 }).load(1);
    expect(stressed.test).toEqual(held);
  });
});

describe('samples', () => {
  test('are as many as it says, fewer among more', async () => {
    const [few, many] = [
      await trainOf({ kind: 'samples', level: 10 }),
      await trainOf({ kind: 'samples', level: 60 }),
    ];
    expect([few.rows, many.rows]).toEqual([10, 60]);
    const rowsOf = (part: typeof few) => new Set(isRows(part.inputs) ? Array.from(part.inputs.values) : []);
    for (const row of rowsOf(few)) expect(rowsOf(many).has(row)).toBe(true);
  });

  test('cannot be more than there are', async () => {
    await expect(trainOf({ kind: 'samples', level: 201 })).rejects.toThrow(
      'stress of classes: expected at most 200 samples, got 201.',
    );
  });
});

test.each<[StressName, string]>([
  [
    'outliers',
    'stress: expected label-noise or imbalance or samples for classes (multiclass), got outliers.',
  ],
])('%s of classes are refused', (kind, message) => {
  expect(() => stressedTask(classTask(3), { kind, level: 0.1 })).toThrow(message);
});

test('another process finds a stressed task by its reference', async () => {
  const made = stressedTask(builtInTask('linear'), { kind: 'outliers', level: 0.2 });
  if (!made.reference) throw new Error('Expected a reference.');
  const found = await resolveTask(structuredClone(made.reference));
  expect(found.name).toBe('linear outliers=0.2');
  expect((await found.load(2)).train).toEqual((await made.load(2)).train);
});
