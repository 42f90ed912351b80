import { LosskitError } from '@losskit/errors';
import { nodeFileSystem } from '@losskit/files';

import { csvField, type HistoryRow } from '../loop/history.ts';
import { checkFromStep, openLogFile, readLog } from './LogFile.ts';
import type { LogOptions, TrainingLog } from './TrainingLog.ts';

const line = (fields: readonly string[]) => `${fields.map(csvField).join(',')}\n`;

/** The fields of the whole lines of a table; a crash can leave a part of the last one. */
function parseTable(text: string): string[][] {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = '', end] of whole.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

/**
 * Writes a run as comma-separated values with a line of column names. A row that brings a new column makes
 * the file anew, with that column empty in the rows before.
 *
 * @throws RangeError if `fromStep` is not an integer >= 0; LosskitError `data-malformed` where a file to go
 *   on with has no column `step`, `file-unwritable`, from its methods too.
 * @example
 * ```ts
 * const log = await csvLog('runs/first/history.csv');
 * await log.write({ step: 10, loss: 0.5 });
 * await log.close();
 * ```
 */
export async function csvLog(
  path: string,
  { fromStep = 0, files = nodeFileSystem }: LogOptions = {},
): Promise<TrainingLog> {
  checkFromStep('csvLog', fromStep);
  const encoder = new TextEncoder();
  const text = fromStep > 0 ? new TextDecoder().decode(await readLog(path, files)) : '';
  const [header = [], ...before] = parseTable(text);
  const stepColumn = header.indexOf('step');
  if (before.length > 0 && stepColumn < 0) {
    throw new LosskitError('data-malformed', `${path}: expected a column 'step', got ${header.join(', ')}.`, {
      file: path,
      row: 1,
    });
  }
  let columns = [...header];
  const lines = before.filter((fields) => Number(fields[stepColumn]) <= fromStep);
  const table = () =>
    [columns, ...lines.map((fields) => columns.map((_, index) => fields[index] ?? ''))].map(line).join('');
  const file = await openLogFile(path, encoder.encode(columns.length > 0 ? table() : ''), files);
  return {
    async write(row: HistoryRow) {
      const added = Object.keys(row).filter((name) => !columns.includes(name));
      columns = [...columns, ...added];
      const fields = columns.map((name) => String(row[name] ?? ''));
      lines.push(fields);
      if (added.length > 0) await file.replace(encoder.encode(table()));
      else await file.append(encoder.encode(line(fields)));
    },
    close: file.close,
  };
}
