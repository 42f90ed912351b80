import { expected, LosskitError } from '@losskit/errors';
import { nodeFileSystem } from '@losskit/files';

import type { HistoryRow } from '../loop/history.ts';
import { checkFromStep, openLogFile, readLog } from './LogFile.ts';
import type { LogOptions, TrainingLog } from './TrainingLog.ts';

/** JSON has no NaN and no infinities, so they are their names. */
function toLine(row: HistoryRow): string {
  return `${JSON.stringify(row, (_name, value) => (Number.isFinite(value) || typeof value !== 'number' ? value : String(value)))}\n`;
}

function stepOf(path: string, text: string, row: number): number {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && 'step' in value && typeof value.step === 'number') {
      return value.step;
    }
  } catch {
    // ReadSteps below.
  }
  const message = expected(path, `an object with a step in line ${row}`, text);
  throw new LosskitError('line-malformed', message, { file: path, row });
}

/**
 * Writes a run as JSON Lines: an object for each row, by column. Numbers that are not finite are the strings
 * `"NaN"`, `"Infinity"` and `"-Infinity"`.
 *
 * @throws RangeError if `fromStep` is not an integer >= 0; LosskitError `line-malformed` where a file to go
 *   on with holds another kind of line, `file-unwritable`, from its methods too.
 * @example
 * ```ts
 * const log = await jsonLinesLog('runs/first/history.jsonl');
 * await log.write({ step: 10, loss: 0.5 });
 * await log.close();
 * ```
 */
export async function jsonLinesLog(
  path: string,
  { fromStep = 0, files = nodeFileSystem }: LogOptions = {},
): Promise<TrainingLog> {
  checkFromStep('jsonLinesLog', fromStep);
  const encoder = new TextEncoder();
  const text = fromStep > 0 ? new TextDecoder().decode(await readLog(path, files)) : '';
  // What follows the last end of line is a row that a crash cut off.
  const lines = text.split('\n').slice(0, -1);
  const kept = lines.filter((one, index) => stepOf(path, one, index + 1) <= fromStep);
  const file = await openLogFile(path, encoder.encode(kept.map((one) => `${one}\n`).join('')), files);
  return {
    write: (row) => file.append(encoder.encode(toLine(row))),
    close: file.close,
  };
}
