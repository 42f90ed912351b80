import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compare, type RunContext, type TrialRequest } from '@losskit/study';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';

import { lostRun } from '../../fixtures/sampleCells.ts';
import { type Cell, cellId } from '../cells/Cell.ts';
import { type CellFolder, openCellFolder } from './cellFolder.ts';
import { runBundle } from './runBundle.ts';

/** Some runs of a small comparison, which stops there. */
async function someCells(): Promise<readonly Cell[]> {
  const requests: TrialRequest[] = [];
  let known: readonly RunContext[] = [];
  await compare({
    tasks: ['linear'],
    losses: ['mse', 'mae'],
    seeds: 1,
    epochs: 1,
    backend: 'cpu',
    openExecutor: async (contexts) => {
      known = contexts;
      return {
        jobs: 1,
        run: async (request) => {
          requests.push(request);
          throw new RangeError('only asked');
        },
        close: async () => {},
      };
    },
  }).catch(() => {});
  return known.flatMap((context) => requests.map((request) => ({ context, request })));
}

let cells: readonly Cell[] = [];
beforeAll(async () => {
  cells = await someCells();
});

let root = '';
let folder: CellFolder;
const notes: string[] = [];
beforeEach(async () => {
  root = join(await mkdtemp(join(tmpdir(), 'losskit-bundle-')), 'cluster');
  folder = await openCellFolder(root, 'a context', () => {});
  notes.length = 0;
});
afterEach(() => rm(join(root, '..'), { recursive: true }));

const run = (prefix: string, signal?: AbortSignal) =>
  runBundle(`${prefix}-0.json`, signal, (text) => void notes.push(text));

test('each run of a bundle is trained, unless it has a result that counts', async () => {
  expect(cells.length).toBeGreaterThan(1);
  const ids = cells.map(cellId);
  const [first = expect.unreachable()] = cells;
  await folder.addResult(ids[0] ?? '', { worker: 'lost', run: lostRun(first.request) });
  const { prefix } = await folder.addBundles([cells]);
  await run(prefix);
  expect(notes).toEqual(cells.map(({ request: { loss, seed } }) => `linear, ${loss}, seed ${seed}`));
  const found = await folder.newResults((id) => cells[ids.indexOf(id)]);
  const finished = found.flatMap(({ id, result }) =>
    'run' in result && result.run.record.status === 'finished' ? [id] : [],
  );
  expect(finished.toSorted()).toEqual(ids.toSorted());
  notes.length = 0;
  await run(prefix);
  expect(notes).toEqual([]);
});

test('a machine where the runs would be others says so as the problem of each', async () => {
  const [cell = expect.unreachable()] = cells;
  const other = { ...cell, context: { ...cell.context, tfjs: '3.0.0' } };
  const { prefix } = await folder.addBundles([[other]]);
  await run(prefix);
  const [found] = await folder.newResults(() => other);
  expect(found?.result).toMatchObject({ problem: 'task linear: expected tfjs "3.0.0", got "4.22.0".' });
});

test('one that is stopped leaves no result of the run that it was at', async () => {
  const { prefix } = await folder.addBundles([cells]);
  await expect(run(prefix, AbortSignal.abort())).rejects.toMatchObject({ code: 'interrupted' });
  expect(await readdir(join(root, 'results'))).toEqual([]);
});

test('a file that is no bundle is refused in one sentence', async () => {
  const { prefix } = await folder.addBundles([[]]);
  await rm(`${prefix}-0.json`);
  await expect(run(prefix)).rejects.toMatchObject({ code: 'file-missing' });
});
