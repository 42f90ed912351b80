import { createHash } from 'node:crypto';
import { serialize } from 'node:v8';
import { describe, expect, test } from 'vitest';

import type { TaskRows } from '../TaskData.ts';
import { type FruitTaskOptions, fruitTask } from './fruit.ts';

const task = fruitTask();
const loaded = task.load(0);

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
    const means = [0, 1, 2].map((colour) => {
      let sum = 0;
      for (let place = row * length + colour; place < (row + 1) * length; place += 3)
        sum += pixels[place] ?? 0;
      return (sum * 3) / length / 127.5 - 1;
    });
    return [...means, 1];
  });
}

function scores(weights: number[][], features: number[]): number[] {
  return weights.map((row) => row.reduce((sum, weight, place) => sum + weight * (features[place] ?? 0), 0));
}

/** Multinomial logistic regression by plain gradient descent. */
function fitLogistic(rows: number[][], labels: ArrayLike<number>): number[][] {
  const weights = Array.from({ length: 3 }, () => [0, 0, 0, 0]);
  for (let step = 0; step < 300; step++) {
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
    const { train, validation, test: held } = await loaded;
    expect(task.classNames).toEqual(['apple', 'pear', 'orange']);
    expect([train.rows, validation.rows, held.rows]).toEqual([720, 180, 300]);
    for (const part of [train, validation, held]) {
      expect(part.inputs.rowShape).toEqual([32, 32, 3]);
      expect(pixelsOf(part).length).toBe(part.rows * 3072);
      for (const id of [0, 1, 2])
        expect(part.targets.values.filter((label) => label === id).length).toBe(part.rows / 3);
    }
    expect(train.names?.slice(0, 2)).toEqual(['apple training 0', 'pear training 1']);
  });

  test('no picture occurs twice, in whatever parts and seeds; the same seed draws the same again', async () => {
    const small = (seed: number) => fruitTask({ pictures: 30 }).load(seed);
    const seeds = await Promise.all([small(0), small(1)]);
    const pictures = seeds
      .flatMap(({ train, validation, test: held }) => [train, validation, held])
      .flatMap((part) => {
        const pixels = pixelsOf(part);
        return Array.from({ length: part.rows }, (_, row) =>
          Buffer.from(pixels.subarray(row * 3072, (row + 1) * 3072)).toString('latin1'),
        );
      });
    expect(new Set(pictures).size).toBe(2 * 40);
    expect(serialize(await small(1)).equals(serialize(seeds[1]))).toBe(true);
    expect(fruitTask().sampling).toBe('fresh');
  });

  test('draws the same pixels on every machine', async () => {
    const { train, validation, test: held } = await loaded;
    const digest = createHash('sha256');
    for (const part of [train, validation, held]) digest.update(pixelsOf(part));
    expect(digest.digest('hex')).toBe('b4974deeb2c6660e886098aab5065d071498f3e5096d364dd99da752fb804fa7');
  });

  test('mean colour tells a part of the pictures, far from all', async () => {
    const { train, test: held } = await loaded;
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
