import { join } from 'node:path';
import { type MemoryDisk, memoryDisk } from '@losskit/testing';
import { beforeEach, expect, test } from 'vitest';

import { comparisonOf } from '../../fixtures/comparisonOf.ts';
import { taskResultOf } from '../../fixtures/taskResultOf.ts';
import { listStored } from './listStored.ts';

let disk: MemoryDisk;
beforeEach(() => {
  disk = memoryDisk();
});

async function write(path: string, text: string): Promise<void> {
  await disk.makeFolder(join(path, '..'));
  const file = await disk.openForWriting(path);
  await file.write(new TextEncoder().encode(text));
  await file.close();
}

const comparison = comparisonOf([taskResultOf({ values: { huber: [1, 2], mse: [3, 4] } })]);

test('says of every folder what it holds', async () => {
  const [task] = comparison.tasks;
  const results = task?.results.map((result, index) => ({
    ...result,
    seeds: 2,
    failures: { ...result.failures, runs: index },
  }));
  const lost = [{ loss: 'mae', seed: 0, learningRate: 1, code: 'process-died', reason: 'It died.' }];
  const text = JSON.stringify({ ...comparison, tasks: [{ ...task, recommended: 'huber', results, lost }] });
  await write('/runs/first/comparison.json', text);
  await write('/runs/first/report.html', '<!doctype html>');
  await write('/runs/first/runs/a.json', '{}');
  await write('/runs/first/runs/b.json', '{}');
  await write('/runs/notes/readme.txt', 'no comparison');
  const seeds = comparison.config.seeds.length;
  expect(await listStored('/runs', disk)).toEqual([
    {
      folder: '/runs/first',
      state: 'finished',
      modified: '1970-01-01T00:00:00.000Z',
      bytes: text.length + '<!doctype html>'.length + 4,
      runFiles: 2,
      seeds,
      tasks: [
        {
          task: task?.task,
          recommended: 'huber',
          losses: [
            { loss: 'huber', verdict: results?.[0]?.verdict, done: 2, failed: 0 },
            { loss: 'mse', verdict: results?.[1]?.verdict, done: 1, failed: 1 },
          ],
          lost: 1,
        },
      ],
    },
  ]);
});

test('a folder that is itself a comparison is one', async () => {
  await write('/out/comparison.json', JSON.stringify(comparison));
  expect(await listStored('/out', disk)).toMatchObject([{ folder: '/out', state: 'finished' }]);
});

test('one under way has files of runs and no verdicts yet', async () => {
  await write('/out/unfinished.json', '{}');
  await write('/out/runs/a.json', '{}');
  expect(await listStored('/out', disk)).toMatchObject([{ state: 'unfinished', runFiles: 1, tasks: [] }]);
});

test.each([
  ['empty', ''],
  ['no JSON', '{"version": 2,'],
  ['another version', JSON.stringify({ ...comparison, version: 1 })],
  ['something else', '[]'],
  ['half of it', JSON.stringify({ version: 2, config: { seeds: [0] }, tasks: [{ task: 'linear' }] })],
])('a comparison.json that is %s is unreadable, and the others are listed', async (_, text) => {
  await write('/runs/bad/comparison.json', text);
  await write('/runs/good/comparison.json', JSON.stringify(comparison));
  const states = (await listStored('/runs', disk)).map(({ folder, state }) => `${folder} ${state}`);
  expect(states.sort()).toEqual(['/runs/bad unreadable', '/runs/good finished']);
});

test('a folder that there is not is said in one sentence', async () => {
  await expect(listStored('/none', disk)).rejects.toMatchObject({
    code: 'file-missing',
    message: '/none: cannot be read: it does not exist.',
  });
});
