import { LosskitError } from '@losskit/errors';
import { type ExecutedRun, executedRunSchema } from '@losskit/study';
import { z } from 'zod';

import type { Cell } from './Cell.ts';
import { plainJson } from './plainJson.ts';

const worker = z.string().max(200);

/** What a worker answers: the run, or why no loss of the task can be run. */
export const cellResultSchema = z.preprocess(
  plainJson,
  z.union([
    z.strictObject({ worker, run: executedRunSchema }),
    z.strictObject({ worker, problem: z.string().max(10_000) }),
  ]),
);

export type CellResult = z.infer<typeof cellResultSchema>;

/** A result as text may be so long; a record with pictures has some hundred kilobytes. */
export const MAX_RESULT_BYTES = 16 * 2 ** 20;

function malformed(reason: string): LosskitError {
  return new LosskitError('data-malformed', `result of a cell: expected ${reason}.`);
}

/**
 * Reads what some machine gave as the result of a cell.
 *
 * @throws LosskitError `data-malformed` for anything but a result of this very cell.
 */
export function readCellResult({ request }: Cell, value: unknown): CellResult {
  const parsed = cellResultSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = issue?.path.join('.') || 'the result';
    throw malformed(`its form, got ${place}: ${issue?.message ?? 'another one'}`);
  }
  const result = parsed.data;
  if (!('run' in result)) return result;
  const { record } = result.run;
  for (const key of ['task', 'loss', 'seed', 'learningRate'] as const) {
    if (record[key] !== request[key])
      throw malformed(`the ${key} ${request[key]} that was asked for, got ${record[key]}`);
  }
  if (record.status === 'stopped') throw malformed('a run that ended, got one that was stopped');
  return result;
}

/** What two results of one cell have to share. */
export function digestOfRun({ record: { status, code, weightsDigest } }: ExecutedRun): string {
  return [status, code, weightsDigest].join(' ');
}
