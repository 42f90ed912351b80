import { hostname } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { LosskitError } from '@losskit/errors';
import { type ProcessPool, processPool } from '@losskit/study';

import { type Cell, cellId } from '../cells/Cell.ts';
import type { CellResult } from '../cells/CellResult.ts';
import { runCell } from '../cells/runCell.ts';
import { readBundle } from './bundle.ts';
import { isPassing, openCellFolder } from './cellFolder.ts';

/** Another machine might do, but all of a cluster are taken to be alike: somebody has to see to it. */
async function resultOf(pool: ProcessPool, cell: Cell, worker: string): Promise<CellResult> {
  try {
    return await runCell(pool, cell, worker);
  } catch (error) {
    if (!(error instanceof LosskitError) || error.code === 'interrupted') throw error;
    return { worker, problem: error.message };
  }
}

/**
 * Runs a bundle that a comparison wrote, one run after the other, and writes each result as soon as it is there; what has a result already
 * is not run again.
 *
 * @param onNote - Called with sentences for the log.
 * @throws LosskitError for a file that is no bundle; `interrupted` after the signal aborted.
 */
export async function runBundle(
  path: string,
  signal: AbortSignal | undefined,
  onNote: (text: string) => void,
): Promise<void> {
  const file = resolve(path);
  const { directory, cells } = await readBundle(file);
  process.chdir(directory);
  const folder = await openCellFolder(join(dirname(file), '..'), '', onNote);
  const missing = new Map(cells.map((cell) => [cellId(cell), cell]));
  for (const { id, result } of await folder.newResults((one) => missing.get(one)))
    if (!isPassing(result)) missing.delete(id);
  const worker = `${hostname()}-${process.pid}`;
  const pool = processPool(1, signal);
  try {
    for (const [id, cell] of missing) {
      const { task, loss, seed } = cell.request;
      onNote(`${task}, ${loss}, seed ${seed}`);
      await folder.addResult(id, await resultOf(pool, cell, worker));
    }
  } finally {
    await pool.close();
  }
}
