import { isRows, type NamedRows, type Rows, rowSize, takeRows } from '@losskit/data';
import { expect, test } from 'vitest';

import type { TrainedModel } from '../Task.ts';
import type { TaskData } from '../TaskData.ts';
import { taskLoss } from '../TaskLoss.ts';

import { fruitBowls, fruitBowlTask } from './fruitBowls.ts';
import { pineapplePictures, unknownFruitTask } from './unknownFruit.ts';

const bowls = fruitBowls(0, 'training', 140, 16);

test('every choice of at least one fruit is in a seventh of the bowls', () => {
  const counts = new Map<string, number>();
  for (let row = 0; row < 140; row++) {
    const choice = takeRows(bowls.targets, [row]).values.join('');
    counts.set(choice, (counts.get(choice) ?? 0) + 1);
  }
  expect([...counts.keys()].sort()).toEqual(['001', '010', '011', '100', '101', '110', '111']);
  expect(new Set(counts.values())).toEqual(new Set([20]));
});

test('the same part of a seed has the same pictures, another part or seed has others', () => {
  const { values } = takeRows(bowls.inputs, [0, 1, 2, 3, 4, 5, 6]);
  expect(fruitBowls(0, 'training', 7, 16).inputs.values).toEqual(values);
  expect(fruitBowls(0, 'test', 7, 16).inputs.values).not.toEqual(values);
  expect(fruitBowls(1, 'training', 7, 16).inputs.values).not.toEqual(values);
});

test('no two pineapples are alike, and each is more than its background', () => {
  const { values, rowShape } = pineapplePictures(0, 8, 16);
  expect(rowShape).toEqual([16, 16, 3]);
  const pictures = Array.from({ length: 8 }, (_, row) => values.subarray(row * 768, (row + 1) * 768));
  expect(new Set(pictures.map((picture) => picture.join())).size).toBe(8);
  expect(pineapplePictures(1, 8, 16).values).not.toEqual(values);
  for (const picture of pictures) {
    // The middle, where the fruit stands, against the corners.
    const blueAt = (row: number, column: number) => picture[(row * 16 + column) * 3 + 2] ?? 0;
    expect(blueAt(8, 8)).toBeLessThan(140);
  }
});

test('refuses fewer bowls than there are choices', () => {
  expect(() => fruitBowls(0, 'training', 6)).toThrow('fruitBowls: expected count');
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
  const unknownTask = unknownFruitTask({ pictures: 30 });
  const unknown = await unknownTask.load(0);
  expect(unknown.more.unknown?.rows).toBe(10);
  expect([task.sampling, unknownTask.sampling]).toEqual(['fresh', 'fresh']);
  expect(() => fruitBowlTask({ pictures: 27 })).toThrow('fruitBowlTask: expected pictures');
});

/** A model after training that looks at no input: it gives every row the same logits. */
function constantModel(seed: number, data: TaskData, logits: readonly number[]): TrainedModel {
  const rowsOf = (inputs: Rows | NamedRows, row: readonly number[]) => {
    const count = isRows(inputs) ? inputs.values.length / rowSize(inputs) : 0;
    const values = Float32Array.from(
      { length: count * row.length },
      (_, place) => row[place % row.length] ?? 0,
    );
    return Promise.resolve({ values, rowShape: [row.length] });
  };
  const sigmoids = logits.map((logit) => 1 / (1 + Math.exp(-logit)));
  return {
    seed,
    data,
    variables: {},
    loss: taskLoss('crossEntropy'),
    outputs: (inputs) => rowsOf(inputs, logits),
    predict: (inputs) => rowsOf(inputs, sigmoids),
  };
}

test.each([
  ['fruit-bowl', fruitBowlTask({ pictures: 84 })],
  ['fruit-unknown', unknownFruitTask({ pictures: 30 })],
])('%s says what a model measures that looks at no input', async (_name, task) => {
  const data = await task.load(0);
  const measured = await task.measure(constantModel(0, data, [0.3, 0.3, 0.3]));
  expect(Object.keys(task.trivialMeasurements).sort()).toEqual(Object.keys(measured).sort());
  for (const { name, bounds } of task.measurements) {
    expect(bounds).toEqual([0, 1]);
    expect(measured[name], name).toBeCloseTo(task.trivialMeasurements[name] ?? Number.NaN, 6);
  }
});
