import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { encodePng } from '@losskit/data';
import { afterAll, describe, expect, test } from 'vitest';

import { pictureTask } from './pictureTask.ts';

const root = mkdtempSync(join(tmpdir(), 'losskit-pictures-'));
afterAll(() => rmSync(root, { recursive: true }));

let folders = 0;
/** A new folder with as many pictures in each of two classes of each part; '' is no part. */
function write(pictures: Readonly<Record<string, number>>, others: readonly string[] = []): string {
  const folder = join(root, `set-${folders++}`);
  for (const [part, count] of Object.entries(pictures)) {
    for (const [id, className] of ['oak', 'birch'].entries()) {
      mkdirSync(join(folder, part, className), { recursive: true });
      for (let index = 0; index < count; index++) {
        const pixels = new Uint8Array(8 * 8 * 3).fill(100 * id + index);
        writeFileSync(join(folder, part, className, `${index}.png`), encodePng(pixels, 8, 8));
      }
    }
  }
  for (const name of others) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), 'x');
  }
  return folder;
}

async function partsOf(folder: string, seed: number) {
  const task = await pictureTask({ folder, size: 8 });
  const { train, validation, test: held } = await task.load(seed);
  const [trained, validated, tested] = [train, validation, held].map(({ names = [] }) => [...names].sort());
  return { task, trained, validated, tested };
}

describe('parts', () => {
  test('all that the folder has are the same for every seed', async () => {
    const folder = write({ Training: 4, val: 2, Test: 3 });
    const first = await partsOf(folder, 1);
    const second = await partsOf(folder, 2);
    expect(first.task.sampling).toBe('fixed test');
    expect(first.task.origin).toMatchObject({ kind: 'folder', pictures: 18 });
    expect(first.trained).toHaveLength(8);
    expect(first.trained?.every((name) => name.startsWith('Training/'))).toBe(true);
    expect(first.validated).toEqual(['val/birch/0.png', 'val/birch/1.png', 'val/oak/0.png', 'val/oak/1.png']);
    expect(first.tested?.every((name) => name.startsWith('Test/'))).toBe(true);
    expect([second.trained, second.validated, second.tested]).toEqual([
      first.trained,
      first.validated,
      first.tested,
    ]);
  });

  test('without validation, a fifth of train validates, by the seed', async () => {
    const folder = write({ train: 10, test: 2 });
    const first = await partsOf(folder, 1);
    const second = await partsOf(folder, 2);
    expect(first.task.sampling).toBe('fixed test');
    expect([first.trained?.length, first.validated?.length, first.tested?.length]).toEqual([16, 4, 4]);
    expect(first.tested).toEqual(second.tested);
    expect(first.validated).not.toEqual(second.validated);
    expect(new Set([...(first.trained ?? []), ...(first.validated ?? [])])).toHaveLength(20);
  });

  test('without test, a fifth of train tests, by the seed, and val still validates', async () => {
    const folder = write({ train: 10, val: 2 });
    const first = await partsOf(folder, 1);
    const second = await partsOf(folder, 2);
    expect(first.task.sampling).toBe('split');
    expect([first.trained?.length, first.validated?.length, first.tested?.length]).toEqual([16, 4, 4]);
    expect(first.validated?.every((name) => name.startsWith('val/'))).toBe(true);
    expect(first.tested?.every((name) => name.startsWith('train/'))).toBe(true);
    expect(first.tested).not.toEqual(second.tested);
    expect(new Set([...(first.trained ?? []), ...(first.tested ?? [])])).toHaveLength(20);
  });

  test('without either, the seed draws both', async () => {
    const { task, trained, validated, tested } = await partsOf(write({ '': 25 }), 1);
    expect(task.sampling).toBe('split');
    expect([trained?.length, validated?.length, tested?.length]).toEqual([32, 8, 10]);
    expect(new Set([trained, validated, tested].flat())).toHaveLength(50);
  });
});

test('what was left out is noted', async () => {
  const task = await pictureTask({ folder: write({ '': 3 }, ['oak/list.csv']), size: 8 });
  expect(task.note).toBe('left out: 1 .csv');
  expect((await pictureTask({ folder: write({ '': 3 }), size: 8 })).note).toBeUndefined();
});

test('progress and a signal reach the reading', async () => {
  const told: number[] = [];
  const folder = write({ '': 3 });
  await pictureTask({ folder, size: 8, onProgress: (done, total) => told.push(done, total) });
  expect(told.slice(-2)).toEqual([6, 6]);
  await expect(pictureTask({ folder, signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'interrupted',
  });
});
