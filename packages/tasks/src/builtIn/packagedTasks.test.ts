import { serialize } from 'node:v8';
import { isRows } from '@losskit/data';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { packagePath } from '../dataPackages/packagePath.ts';
import { readPackageJson } from '../dataPackages/readPackageJson.ts';
import { PADDING } from '../kinds/padding.ts';
import type { Task } from '../Task.ts';
import type { TaskData, TaskRows } from '../TaskData.ts';
import { builtInTask } from './index.ts';

const WHOLE = ['wages', 'flights', 'football', 'penguins', 'sensors'];

function partsOf({ train, validation, test: held }: TaskData): readonly TaskRows[] {
  return [train, validation, held];
}

function targetsOf(data: TaskData): number[] {
  return partsOf(data).flatMap(({ targets }) => Array.from(targets.values));
}

function rowsOf(task: Task): number {
  return task.origin?.kind === 'package' ? task.origin.rows : Number.NaN;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function inputsOf(part: TaskRows) {
  if (!isRows(part.inputs)) throw new Error('Expected one input.');
  return part.inputs;
}

describe.each(WHOLE)('%s', (name) => {
  test('has all rows of its data, whatever the seed, and other ones in each part', async () => {
    const task = builtInTask(name);
    const [one, same, other] = await Promise.all([task.load(1), task.load(1), task.load(2)]);
    expect(partsOf(one).reduce((sum, { rows }) => sum + rows, 0)).toBe(rowsOf(task));
    expect(serialize(partsOf(one)).equals(serialize(partsOf(same)))).toBe(true);
    expect(other.test.inputs).not.toEqual(one.test.inputs);
    expect(targetsOf(other).sort((a, b) => a - b)).toEqual(targetsOf(one).sort((a, b) => a - b));
  });

  test('names its source and licence', () => {
    expect(builtInTask(name).origin).toMatchObject({
      kind: 'package',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      licence: expect.stringMatching(/./),
    });
  });
});

describe('what is known of the data', () => {
  test('the mean wage is 9.02 dollars (Berndt 1991)', async () => {
    expect(mean(targetsOf(await builtInTask('wages').load(0)))).toBeCloseTo(9.02, 2);
  });

  test('teams score more at home, and a goal or two', async () => {
    const task = builtInTask('football');
    const data = await task.load(0);
    const goals = { home: [] as number[], away: [] as number[] };
    for (const part of partsOf(data)) {
      const { values, rowShape } = inputsOf(part);
      part.targets.values.forEach((count, row) => {
        goals[values[row * (rowShape[0] ?? 0)] === 1 ? 'home' : 'away'].push(count);
      });
    }
    expect(goals.home.length).toBe(1520);
    expect(mean(goals.home)).toBeGreaterThan(mean(goals.away) + 0.2);
    expect(mean([...goals.home, ...goals.away])).toBeGreaterThan(1.2);
  });

  test('both teams of a match are in one part', async () => {
    const { train } = await builtInTask('football').load(3);
    const { values, rowShape } = inputsOf(train);
    const [columns = 0] = rowShape;
    for (let row = 0; row < train.rows; row += 2) {
      expect([values[row * columns], values[(row + 1) * columns]]).toEqual([1, 0]);
    }
  });

  test('births are three weeks a row, the last of which is foretold', async () => {
    const data = await builtInTask('births').load(0);
    expect(partsOf(data).map(({ rows }) => rows)).toEqual([156, 52, 52]);
    expect([inputsOf(data.train).rowShape, data.train.targets.rowShape]).toEqual([[14], [7]]);
    const births = targetsOf(data);
    expect(Math.min(...births)).toBeGreaterThan(5000);
    expect(mean(births)).toBeGreaterThan(10_000);
    // The days of a row begin on a Saturday, when few are born.
    const byDay = Array.from({ length: 7 }, (_, day) =>
      mean(births.filter((__, place) => place % 7 === day)),
    );
    expect(Math.max(byDay[0] ?? 0, byDay[1] ?? 0)).toBeLessThan(Math.min(...byDay.slice(2)));
  });

  test('146 Adelie, 68 Chinstrap and 119 Gentoo penguins have all cells', async () => {
    const species = targetsOf(await builtInTask('penguins').load(0));
    expect([0, 1, 2].map((id) => species.filter((one) => one === id).length)).toEqual([146, 68, 119]);
  });

  test('149 of 18,914 readings are disturbed, the same fraction of each part', async () => {
    const data = await builtInTask('sensors').load(0);
    const positives = partsOf(data).map(({ targets }) => targets.values.filter((one) => one === 1).length);
    expect(positives.reduce((sum, count) => sum + count, 0)).toBe(149);
    expect(positives[2]).toBe(30);
  });

  test('a seed takes 5,500 digits, each once', async () => {
    const { train, validation, test: held } = await builtInTask('digits').load(4);
    const names = [train, validation, held].flatMap((part) => part.names ?? []);
    expect([train.rows, validation.rows, held.rows]).toEqual([4000, 500, 1000]);
    expect(new Set(names).size).toBe(5500);
    expect(new Set(train.targets.values).size).toBe(10);
    expect(inputsOf(train).values.includes(255)).toBe(true);
  });

  test('lines of digits have two to five labels and as much ink', async () => {
    const { train } = await builtInTask('digits-line').load(4);
    const { values } = inputsOf(train);
    const pixels = values.length / train.rows;
    const ink: number[][] = [[], [], [], [], [], []];
    for (let row = 0; row < train.rows; row++) {
      const labels = Array.from(train.targets.values.slice(row * 5, (row + 1) * 5));
      const written = labels.filter((label) => label !== PADDING);
      expect(written.every((label) => label >= 1 && label <= 10)).toBe(true);
      expect(labels.slice(0, written.length)).toEqual(written);
      ink[written.length]?.push(mean(Array.from(values.slice(row * pixels, (row + 1) * pixels))));
    }
    expect(ink.map(({ length }) => length > 0)).toEqual([false, false, true, true, true, true]);
    expect(mean(ink[5] ?? [])).toBeGreaterThan(2 * mean(ink[2] ?? []));
  });
});

describe('a package', () => {
  const missing = {
    package: '@losskit/no-such-data',
    version: '1.0.0',
    file: 'data.json',
    sha256: '',
    description: '',
    licence: '',
    rows: 1,
  };

  test('that is missing is named, with what installs it', () => {
    expect(() => packagePath('wages', missing)).toThrow(
      expect.objectContaining({
        code: 'package-missing',
        message:
          "wages: expected the package @losskit/no-such-data, which carries the data, got none; 'npm install @losskit/no-such-data@1.0.0' installs it.",
      }),
    );
  });

  test('of another version is refused', async () => {
    const other = { ...missing, package: 'vega-datasets', version: '3.2.1', file: 'data/penguins.json' };
    await expect(readPackageJson('penguins', other, z.unknown())).rejects.toThrow(
      expect.objectContaining({
        code: 'package-missing',
        message: expect.stringContaining('got other bytes'),
      }),
    );
  });
});
