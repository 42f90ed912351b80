import { isRows } from '@losskit/data';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { defineTask } from './defineTask.ts';
import type { GivenData, GivenPart } from './GivenRows.ts';
import type { KindName } from './kinds/kindNames.ts';
import { splitRows } from './splitRows.ts';
import { standardized } from './standardized.ts';
import type { TaskDefinition } from './TaskDefinition.ts';

function load(target: KindName, data: GivenData, changes: Partial<TaskDefinition<KindName>> = {}) {
  const model = () => tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
  return defineTask({ name: 't', target, data: () => data, model, ...changes }).load(0);
}
const everywhere = (part: GivenPart): GivenData => ({ train: part, validation: part, test: part });

describe('rows in every form', () => {
  const wanted = { values: Float32Array.of(1, 2, 3, 4), rowShape: [2] };

  test.each<[string, () => GivenPart]>([
    [
      'nested lists',
      () => ({
        inputs: [
          [1, 2],
          [3, 4],
        ],
        targets: [5, 6],
      }),
    ],
    ['flat values', () => ({ inputs: wanted, targets: { values: Float32Array.of(5, 6), rowShape: [] } })],
    [
      'tensors',
      () => ({
        inputs: tf.tensor2d([
          [1, 2],
          [3, 4],
        ]),
        targets: tf.tensor1d([5, 6]),
      }),
    ],
    [
      'a typed array of targets',
      () => ({
        inputs: [
          [1, 2],
          [3, 4],
        ],
        targets: Float32Array.of(5, 6),
      }),
    ],
    [
      'a tf.data set',
      () =>
        tf.data.zip({
          xs: tf.data.array([tf.tensor1d([1, 2]), tf.tensor1d([3, 4])]),
          ys: tf.data.array([5, 6]),
        }),
    ],
  ])('%s are the same rows', async (_, make) => {
    const { train, validation } = await load('continuous', {
      ...everywhere({ inputs: [[0, 0]], targets: [0] }),
      train: make(),
    });
    expect(train).toMatchObject({ rows: 2, inputs: wanted });
    expect([...train.targets.values]).toEqual([5, 6]);
    expect(validation.rows).toBe(1);
  });

  test('inputs by name, with weights and names of rows', async () => {
    const { train } = await load(
      'continuous',
      everywhere({
        inputs: { left: [[1], [2]], right: [3, 4] },
        targets: [1, 2],
        weights: [0, 2],
        names: ['a', 'b'],
      }),
    );
    expect(train.inputs).toMatchObject({ left: { rowShape: [1] }, right: { rowShape: [] } });
    expect(train.weights?.values).toEqual(Float32Array.of(0, 2));
    expect(train.names).toEqual(['a', 'b']);
  });

  test('names of classes become ids in their order, over all parts', async () => {
    const part = (...targets: string[]) => ({ inputs: targets.map(() => [1]), targets });
    const data = await load('multiclass', {
      train: part('pear', 'apple'),
      validation: part('fig'),
      test: part('pear'),
    });
    expect(data.classNames).toEqual(['apple', 'fig', 'pear']);
    expect(data.train.targets).toEqual({ values: Int32Array.of(2, 0), rowShape: [] });
    expect(data.validation.targets.values).toEqual(Int32Array.of(1));
  });

  test('sequences of different lengths are filled up', async () => {
    const { train } = await load('sequence', everywhere({ inputs: [[1], [2]], targets: [[1, 2, 1], [2]] }));
    expect(train.targets).toEqual({ values: Int32Array.of(1, 2, 1, 2, -1, -1), rowShape: [3] });
  });

  test('a tf.data set without end is refused before it is read', async () => {
    const dataset = tf.data.array([1]).repeat();
    await expect(load('continuous', everywhere(dataset))).rejects.toThrow(
      'task t, train part: expected a tf.data set that ends, got one without end; use take.',
    );
    await expect(load('continuous', everywhere(tf.data.array([1, 2])))).rejects.toThrow(
      'expected rows { xs, ys }',
    );
  });

  test('a column is named where the columns have names', async () => {
    const data = everywhere({
      inputs: [
        [1, 2],
        [3, Number.NaN],
      ],
      targets: [1, 2],
    });
    await expect(load('continuous', data, { featureNames: ['age', 'wage'] })).rejects.toMatchObject({
      code: 'data-malformed',
      message: "task t, train part, row 1, column 'wage': expected a finite number, got NaN.",
    });
  });

  test.each<[KindName, readonly number[] | readonly number[][], string]>([
    ['multiclass', [0, 1.5], 'row 1, target: expected a whole number, got 1.5.'],
    ['multiclass', [0, -1], 'row 1, target: expected a class id from 0 to 0, got -1.'],
    ['binary', [0, 2], 'row 1, target: expected a target of 0 or 1, got 2.'],
    ['counts', [1, 0.5], 'row 1, target: expected a count (a whole number of at least 0), got 0.5.'],
    [
      'multilabel',
      [
        [0, 1],
        [1, 3],
      ],
      'row 1, target: expected targets of 0 and 1, got 3.',
    ],
    ['sequence', [[1], [0]], 'row 1, target: expected labels from 1 to 1, filled up with -1, got 0.'],
  ])('%s targets %j are refused', async (kind, targets, sentence) => {
    await expect(load(kind, everywhere({ inputs: [[1], [2]], targets }))).rejects.toThrow(
      `task t, train part, ${sentence}`,
    );
  });

  test('weights below 0, and scaled targets of classes, are refused', async () => {
    const part = { inputs: [[1], [2]], targets: [0, 1] };
    await expect(load('continuous', everywhere({ ...part, weights: [1, -1] }))).rejects.toThrow(
      'row 1, weight',
    );
    const { targetScaler } = standardized(everywhere2(part), { targets: true });
    await expect(load('multiclass', { ...everywhere(part), targetScaler })).rejects.toThrow(
      'task t: expected targetScaler on continuous targets only, got it on multiclass.',
    );
  });
});

describe('large numbers that are close together', () => {
  const times = Array.from({ length: 50 }, (_, row) => 1700000000 + row);
  const part = { inputs: times.map((time) => [time, 1]), targets: times };

  test('are refused as inputs and targets, because a model would get them rounded together', async () => {
    await expect(
      load('continuous', everywhere({ ...part, targets: times.map((_, row) => row) })),
    ).rejects.toThrow(
      'task t, train part, input 0: expected values that float32 can tell apart (standardized of losskit centres them first), got values from 1700000000 to 1700000049.',
    );
    await expect(load('continuous', everywhere({ ...part, inputs: [...times.keys()] }))).rejects.toThrow(
      'task t, train part, target 0: expected values that float32 can tell apart (standardized of losskit with targets: true',
    );
    const named = { inputs: { time: Float64Array.from(times) }, targets: [...times.keys()] };
    await expect(load('continuous', everywhere(named))).rejects.toThrow(
      'train part, time 0: expected values',
    );
    const exact = {
      inputs: times.map((_, row) => [2 ** 40 + row * 2 ** 17, 0.1 + 0.2]),
      targets: [...times.keys()],
    };
    expect((await load('continuous', everywhere(exact))).train.rows).toBe(50);
  });

  test.each([
    ['lists', part],
    [
      'float64',
      {
        inputs: { values: Float64Array.from(part.inputs.flat()), rowShape: [2] },
        targets: Float64Array.from(times),
      },
    ],
  ])('are standardised in float64: %s', async (_, given) => {
    const { train, targetScaler } = await load(
      'continuous',
      standardized(everywhere2(given), { targets: true }),
    );
    const middle = 24.5;
    const deviation = Math.sqrt((50 ** 2 - 1) / 12);
    if (!isRows(train.inputs)) throw new Error('Expected columns.');
    expect(train.inputs.values).toEqual(
      Float32Array.from(times.flatMap((_time, row) => [(row - middle) / deviation, 0])),
    );
    expect(train.targets.values).toEqual(Float64Array.from(times));
    const trained = targetScaler?.scale({ values: Float64Array.from(times), rowShape: [] });
    expect(trained?.values[49]).toBeCloseTo(middle / deviation, 6);
    expect(targetScaler?.unscale({ values: Float32Array.of(0), rowShape: [] }).values[0]).toBe(1700000024.5);
  });
});

function everywhere2<Part>(part: Part) {
  return { train: part, validation: part, test: part };
}

describe('splitRows', () => {
  const rows = {
    inputs: Array.from({ length: 30 }, (_, row) => [row]),
    targets: Array.from({ length: 30 }, (_, row) => (row % 3 === 0 ? 'rare' : 'common')),
  };

  test('divides every row once, and again the same for a seed', () => {
    const parts = splitRows(rows, { seed: 1 });
    expect(Object.values(parts).map(({ inputs }) => inputs.length)).toEqual([18, 6, 6]);
    const all = Object.values(parts).flatMap(({ inputs }) => inputs.flat());
    expect(all.sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, row) => row));
    expect(splitRows(rows, { seed: 1 })).toEqual(parts);
    expect(splitRows(rows, { seed: 2 })).not.toEqual(parts);
    for (const { inputs, targets } of Object.values(parts)) {
      inputs.forEach(([row = 0], place) => {
        expect(targets[place]).toBe(rows.targets[row]);
      });
    }
  });

  test('keeps the fractions of the classes where asked for', () => {
    const parts = splitRows(rows, { seed: 1, stratify: true });
    const rare = Object.values(parts).map(({ targets }) => targets.filter((name) => name === 'rare').length);
    expect(rare).toEqual([6, 2, 2]);
  });

  test('refuses fractions and rows that make no three parts', () => {
    expect(() => splitRows(rows, { seed: 0, test: 0.9 })).toThrow(
      'fractions above 0 that sum to less than 1',
    );
    expect(() => splitRows({ inputs: [[1], [2]], targets: [1, 2] }, { seed: 0 })).toThrow(
      'rows enough for three parts',
    );
    expect(() => splitRows({ inputs: [[1]], targets: [1, 2] }, { seed: 0 })).toThrow('inputs of 2 rows');
    const halves = { inputs: [[1], [2]], targets: [0.5, 1] };
    expect(() => splitRows(halves, { seed: 0, stratify: true })).toThrow('names or whole numbers as targets');
  });
});
