import { join } from 'node:path';
import { type MemoryDisk, memoryDisk } from '@losskit/testing';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { compare } from '../compare.ts';
import type { StudyResult } from '../result.ts';
import { readStudy } from './readStudy.ts';

const FOLDER = '/out';

let study: StudyResult;
let written: ReadonlyMap<string, Uint8Array>;
beforeAll(async () => {
  const files = memoryDisk();
  study = await compare({
    tasks: ['linear'],
    losses: ['mse', 'mae', 'huber'],
    seeds: 2,
    epochs: 2,
    backend: 'cpu',
    folder: FOLDER,
    files,
  });
  written = files.contents();
}, 120_000);

let disk: MemoryDisk;
beforeEach(async () => {
  disk = memoryDisk();
  await disk.makeFolder(join(FOLDER, 'runs'));
  for (const [path, bytes] of written) await write(path, new TextDecoder().decode(bytes));
});

async function write(path: string, text: string): Promise<void> {
  const file = await disk.openForWriting(path);
  await file.write(new TextEncoder().encode(text));
  await file.close();
}

function textOf(name: string): string {
  return new TextDecoder().decode(written.get(join(FOLDER, name)));
}

/** The file of a reported run. */
function runFile(loss: string, seed: number): string {
  const [path] = [...written.keys()].filter((one) => one.includes(`linear-${loss}-seed${seed}-`));
  if (path === undefined) throw new Error(`expected a file of ${loss}, seed ${seed}`);
  return path;
}

test('a comparison is read as it was', async () => {
  const { study: again, missing } = await readStudy(FOLDER, disk);
  expect(missing).toEqual([]);
  expect(JSON.stringify(again.comparison)).toBe(JSON.stringify(study.comparison));
  expect(again).toEqual(JSON.parse(JSON.stringify(study)));
});

test('runs that are gone, damaged or in the place of another are named, and the others are read', async () => {
  const [gone, damaged, swapped] = [
    runFile('meanSquaredError', 0),
    runFile('meanSquaredError', 1),
    runFile('meanAbsoluteError', 0),
  ];
  await disk.remove(gone);
  await write(damaged, '{"context":""}');
  await write(swapped, new TextDecoder().decode(written.get(runFile('meanAbsoluteError', 1))));
  const { study: again, missing } = await readStudy(FOLDER, disk);
  expect(missing.map(({ loss, seed }) => `${loss} ${seed}`).sort()).toEqual([
    'meanAbsoluteError 0',
    'meanSquaredError 0',
    'meanSquaredError 1',
  ]);
  expect(again.runs).toHaveLength(study.runs.length - 3);
});

test('a run with other values than the verdicts were made of is not one of theirs', async () => {
  const comparison = JSON.parse(textOf('comparison.json'));
  const [best] = comparison.tasks[0].results;
  best.metrics.rmse.values[0] += 1;
  await write(join(FOLDER, 'comparison.json'), JSON.stringify(comparison));
  const { missing } = await readStudy(FOLDER, disk);
  expect(missing).toEqual([{ task: 'linear', loss: best.loss, seed: 0 }]);
});

describe('what cannot be read is refused in one sentence', () => {
  const REMEDY = 'run the comparison again with this version.';
  const changed = (change: (comparison: StudyResult['comparison']) => object) =>
    JSON.stringify(change(JSON.parse(textOf('comparison.json'))));

  test.each<[string, string, () => string, string]>([
    [
      'empty',
      'comparison.json',
      () => '',
      `expected what losskit compare wrote, got an empty file; ${REMEDY}`,
    ],
    [
      'cut off',
      'comparison.json',
      () => textOf('comparison.json').slice(0, -9),
      `expected what losskit compare wrote, got text that is not JSON; ${REMEDY}`,
    ],
    [
      'of a later version',
      'comparison.json',
      () => changed((one) => ({ ...one, version: 3 })),
      `expected version 2 of the format, got 3; ${REMEDY}`,
    ],
    [
      'without a verdict',
      'comparison.json',
      () => changed((one) => ({ ...one, tasks: one.tasks.map((task) => ({ ...task, results: [{}] })) })),
      `expected what losskit compare wrote, got undefined as tasks.0.results.0.loss; ${REMEDY}`,
    ],
    ['something else', 'previews.json', () => '{}', `expected what losskit compare wrote, got `],
    ['negative', 'timings.json', () => '{"total":-1,"runs":[]}', `got -1 as total; ${REMEDY}`],
  ])('%s', async (_, name, text, sentence) => {
    await write(join(FOLDER, name), text());
    await expect(readStudy(FOLDER, disk)).rejects.toMatchObject({
      code: 'data-malformed',
      message: expect.stringContaining(sentence),
    });
    await expect(readStudy(FOLDER, disk)).rejects.toThrow(join(FOLDER, name));
  });

  test('an unfinished comparison', async () => {
    await disk.remove(join(FOLDER, 'comparison.json'));
    await write(join(FOLDER, 'unfinished.json'), '{}');
    await expect(readStudy(FOLDER, disk)).rejects.toMatchObject({
      code: 'file-missing',
      message:
        '/out: expected a comparison, got one that is unfinished; the same losskit compare with --out /out goes on with it.',
    });
  });

  test('a folder of something else, and none', async () => {
    await disk.remove(join(FOLDER, 'comparison.json'));
    await expect(readStudy(FOLDER, disk)).rejects.toThrow('got a folder without comparison.json');
    await expect(readStudy('/none', disk)).rejects.toThrow('/none: cannot be read: it does not exist.');
  });
});
