import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';

import type { TaskRows } from '../TaskData.ts';
import { type FruitTaskOptions, fruitTask } from './fruit.ts';

const task = fruitTask();

function pixelsOf({ inputs }: TaskRows): Uint8Array {
  if (inputs.values instanceof Uint8Array) return inputs.values;
  throw new Error('Expected pictures.');
}

/** Mean red, green and blue of each picture, −1 to 1, and a 1 for the intercept. */
function meanColours(part: TaskRows): number[][] {
  const { rows } = part;
  const pixels = pixelsOf(part);
  const length = pixels.length / rows;
  return Array.from({ length: rows }, (_, row) => {
    const sums = [0, 0, 0, 1];
    pixels.subarray(row * length, (row + 1) * length).forEach((value, place) => {
      sums[place % 3] = (sums[place % 3] ?? 0) + ((value / 127.5 - 1) * 3) / length;
    });
    return sums;
  });
}

function scores(weights: number[][], features: number[]): number[] {
  return weights.map((row) => row.reduce((sum, weight, place) => sum + weight * (features[place] ?? 0), 0));
}

/** Multinomial logistic regression by plain gradient descent. */
function fitLogistic(rows: number[][], labels: ArrayLike<number>): number[][] {
  const weights = Array.from({ length: 3 }, () => [0, 0, 0, 0]);
  for (let step = 0; step < 800; step++) {
    const gradient = weights.map((row) => row.map(() => 0));
    rows.forEach((features, index) => {
      const powers = scores(weights, features).map(Math.exp);
      const total = powers.reduce((sum, power) => sum + power, 0);
      powers.forEach((power, id) => {
        const error = (power / total - (labels[index] === id ? 1 : 0)) / rows.length;
        gradient[id]?.forEach((value, place, row) => {
          row[place] = value + error * (features[place] ?? 0);
        });
      });
    });
    gradient.forEach((row, id) => {
      row.forEach((value, place) => {
        const weight = weights[id];
        if (weight) weight[place] = (weight[place] ?? 0) - 4 * value;
      });
    });
  }
  return weights;
}

describe('fruitTask', () => {
  test('has apple, pear and orange in this order, a third each, in every part', async () => {
    const { train, validation, test: held } = await task.load(0);
    expect(task.classNames).toEqual(['apple', 'pear', 'orange']);
    expect([train.rows, validation.rows, held.rows]).toEqual([720, 180, 300]);
    for (const part of [train, validation, held]) {
      expect(part.inputs.rowShape).toEqual([32, 32, 3]);
      expect(pixelsOf(part).length).toBe(part.rows * 3072);
      for (const id of [0, 1, 2])
        expect(part.targets.values.filter((label) => label === id).length).toBe(part.rows / 3);
    }
    expect(train.names?.[0]).toMatch(/^(apple|pear|orange) training \d+$/);
  });

  test('a seed divides the same pictures in its own way, and the test part stays', async () => {
    const [first, second] = await Promise.all([task.load(0), task.load(1)]);
    expect(first.test).toEqual(second.test);
    expect(first.validation.names).not.toEqual(second.validation.names);
    const namesOf = ({ train, validation }: typeof first) => [
      ...(train.names ?? []),
      ...(validation.names ?? []),
    ];
    expect(new Set(namesOf(first)).size).toBe(900);
    expect(namesOf(first).sort()).toEqual(namesOf(second).sort());
    const small = () => fruitTask({ pictures: 30 }).load(3);
    expect(await small()).toEqual(await small());
  });

  test('draws the same pixels on every machine', async () => {
    const { train, validation, test: held } = await task.load(0);
    const digest = createHash('sha256');
    for (const part of [train, validation, held]) digest.update(pixelsOf(part));
    expect(digest.digest('hex')).toBe('587db6864c3ab001fbf936f3afd094bce2308560bd45b535d3f9be888bfbc1ba');
  });

  test('mean colour tells a part of the pictures, far from all', async () => {
    const { train, test: held } = await task.load(0);
    const weights = fitLogistic(meanColours(train), train.targets.values);
    const right = meanColours(held).filter((features, row) => {
      const values = scores(weights, features);
      return values.indexOf(Math.max(...values)) === held.targets.values[row];
    });
    expect(right.length / held.rows).toBeGreaterThan(0.5);
    expect(right.length / held.rows).toBeLessThan(0.75);
  });

  test('draws in any size', async () => {
    const { train } = await fruitTask({ pictures: 30, size: 8 }).load(0);
    expect(pixelsOf(train).length).toBe(24 * 8 * 8 * 3);
  });

  test.each<[FruitTaskOptions, string]>([
    [{ pictures: 29 }, 'fruitTask: expected pictures to be an integer of at least 30, got 29.'],
    [{ size: 7 }, 'fruitTask: expected size to be an integer of at least 8, got 7.'],
    [{ size: 32.5 }, 'fruitTask: expected size to be an integer of at least 8, got 32.5.'],
  ])('refuses %j', (options, message) => {
    expect(() => fruitTask(options)).toThrow(new RangeError(message));
  });
});
