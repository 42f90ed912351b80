import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Executor } from '@losskit/study';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { CONTEXT, requestOf, runOf } from '../../fixtures/sampleCells.ts';
import { cellId } from '../cells/Cell.ts';
import { readBundle } from './bundle.ts';
import { type CellFolder, openCellFolder } from './cellFolder.ts';
import { type ExportedCommands, exportedCommands } from './exportedCommands.ts';

let root = '';
let file = '';
const exported: ExportedCommands[] = [];
beforeEach(async () => {
  // A shell would take it for several words, and a command.
  root = join(await mkdtemp(join(tmpdir(), "losskit $(id) 'export' ")), 'cluster');
  file = join(root, '..', 'commands');
  exported.length = 0;
});
afterEach(() => rm(join(root, '..'), { recursive: true }));

async function open(): Promise<{ executor: Executor; folder: CellFolder }> {
  const folder = await openCellFolder(root, 'a context', () => {});
  const executor = exportedCommands({
    folder,
    contexts: [CONTEXT],
    file,
    sizes: { taskSeconds: 4, mostTasks: 10 },
    command: 'printf %s\\\\n',
    onExported: (commands) => void exported.push(commands),
  });
  return { executor, folder };
}

const runSeeds = (executor: Executor, seeds: readonly number[]) =>
  Promise.allSettled(seeds.map((seed) => executor.run(requestOf(seed), async () => {})));

/** Does what the commands would. */
async function runCommands(folder: CellFolder): Promise<number[][]> {
  const bundles = execFileSync('sh', [file], { encoding: 'utf8' }).trimEnd().split('\n');
  return Promise.all(
    bundles.map(async (bundle) => {
      const { cells } = await readBundle(bundle);
      for (const cell of cells)
        await folder.addResult(cellId(cell), { worker: 'node', run: runOf(cell.request) });
      return cells.map(({ request }) => request.seed);
    }),
  );
}

test('runs that nobody has done become commands, one a line, and the comparison goes on with what they did', async () => {
  const first = await open();
  const missing = await runSeeds(first.executor, [0, 1, 2]);
  expect(missing).toEqual(
    Array(3).fill({ status: 'rejected', reason: expect.objectContaining({ code: 'interrupted' }) }),
  );
  await first.executor.close();
  expect(exported).toEqual([{ file, commands: 1, runs: 3 }]);
  expect(await runCommands(first.folder)).toEqual([[0, 1, 2]]);

  const second = await open();
  const [one, ...others] = await runSeeds(second.executor, [0, 1, 2]);
  expect(one).toMatchObject({ status: 'fulfilled', value: { record: { seed: 0, status: 'finished' } } });
  expect(others.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  // What follows from these.
  expect((await runSeeds(second.executor, [3, 4, 5, 6])).map(({ status }) => status)).toEqual(
    Array(4).fill('rejected'),
  );
  await second.executor.close();
  expect(exported[1]).toEqual({ file, commands: 2, runs: 4 });
  expect((await readFile(file, 'utf8')).trimEnd().split('\n')).toHaveLength(2);
  expect((await runCommands(second.folder)).flat()).toEqual([3, 4, 5, 6]);

  const third = await open();
  expect((await runSeeds(third.executor, [3, 4, 5, 6])).map(({ status }) => status)).toEqual(
    Array(4).fill('fulfilled'),
  );
  await third.executor.close();
  expect(exported).toHaveLength(2);
  expect(await readdir(join(root, '..'))).toEqual(['commands']);
});
