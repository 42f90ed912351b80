import { LosskitError } from '@losskit/errors';
import type { ProcessPool } from '@losskit/study';

import type { Cell } from './Cell.ts';
import type { CellResult } from './CellResult.ts';

/** What says of this machine, or of this moment, and not of the cell, that it cannot be run. */
const NOT_OF_THE_CELL = [
  'context-mismatch',
  'interrupted',
  'backend-unavailable',
  'package-missing',
  'module-failed',
];

/**
 * Runs a cell in a pool of this machine.
 *
 * @param worker - The name of this machine's worker, which stands beside the result.
 * @throws LosskitError where another machine may run the cell: `context-mismatch` with what differs; `interrupted` after the pool's signal aborted.
 */
export async function runCell(
  pool: ProcessPool,
  { context, request }: Cell,
  worker: string,
): Promise<CellResult> {
  try {
    return { worker, run: await pool.runIn(context, request) };
  } catch (error) {
    if (!(error instanceof LosskitError) || NOT_OF_THE_CELL.includes(error.code)) throw error;
    return { worker, problem: error.message };
  }
}
