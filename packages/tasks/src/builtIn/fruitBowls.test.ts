import { takeRows } from '@losskit/data';
import { expect, test } from 'vitest';

import { fruitBowls, fruitBowlTask } from './fruitBowls.ts';
import { pineapplePictures, unknownFruitTask } from './unknownFruit.ts';

const bowls = fruitBowls('training', 140, 16);

test('every choice of at least one fruit is in a seventh of the bowls', () => {
  const counts = new Map<string, number>();
  for (let row = 0; row < 140; row++) {
    const choice = takeRows(bowls.targets, [row]).values.join('');
    counts.set(choice, (counts.get(choice) ?? 0) + 1);
  }
  expect([...counts.keys()].sort()).toEqual(['001', '010', '011', '100', '101', '110', '111']);
  expect(new Set(counts.values())).toEqual(new Set([20]));
});

test('the same part has the same pictures, another part has others', () => {
  expect(fruitBowls('training', 7, 16).inputs.values).toEqual(
    takeRows(bowls.inputs, [0, 1, 2, 3, 4, 5, 6]).values,
  );
  expect(fruitBowls('test', 7, 16).inputs.values).not.toEqual(fruitBowls('training', 7, 16).inputs.values);
});

test('no two pineapples are alike, and each is more than its background', () => {
  const { values, rowShape } = pineapplePictures(8, 16);
  expect(rowShape).toEqual([16, 16, 3]);
  const pictures = Array.from({ length: 8 }, (_, row) => values.subarray(row * 768, (row + 1) * 768));
  expect(new Set(pictures.map((picture) => picture.join())).size).toBe(8);
  for (const picture of pictures) {
    // The middle, where the fruit stands, against the corners.
    const blueAt = (row: number, column: number) => picture[(row * 16 + column) * 3 + 2] ?? 0;
    expect(blueAt(8, 8)).toBeLessThan(140);
  }
});

test('refuses fewer bowls than there are choices', () => {
  expect(() => fruitBowls('training', 6)).toThrow('fruitBowls: expected count');
});

test('both are tasks with what they measure themselves', async () => {
  const task = fruitBowlTask({ pictures: 28 });
  expect([task.kind, task.rankBy.name, task.selectBy.name]).toEqual([
    'multilabel',
    'allRight',
    'subsetAccuracy',
  ]);
  const { train, validation, test: held } = await task.load(0);
  expect([train.rows, validation.rows, held.rows]).toEqual([28, 7, 9]);
  const unknown = await unknownFruitTask({ pictures: 30 }).load(0);
  expect(unknown.more.unknown?.rows).toBe(10);
  expect(() => fruitBowlTask({ pictures: 27 })).toThrow('fruitBowlTask: expected pictures');
});
