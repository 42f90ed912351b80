import { describeValue } from '@losskit/errors';

import type { ColumnBuilder } from './columnBuilder.ts';
import { tableProblem } from './tableProblem.ts';

/** What is done with rows that lack a value. */
export type MissingPolicy = 'error' | 'drop';

/** The rows of a table that have every value. */
export interface KeptRows {
  readonly rows: number;
  /** Counted from 0, without the header. */
  isKept(row: number): boolean;
  /** Undefined where every row is kept. */
  readonly note: string | undefined;
}

/**
 * Finds the rows without a value in any of the columns.
 *
 * @throws LosskitError `data-malformed` unless they are to be left out, with their number by column.
 */
export function keptRows(
  file: string,
  columns: readonly ColumnBuilder[],
  rows: number,
  policy: MissingPolicy,
): KeptRows {
  const lacking = columns.filter(({ missing }) => missing.length > 0);
  if (lacking.length === 0) return { rows, isKept: () => true, note: undefined };
  const dropped = new Uint8Array(rows);
  for (const { missing } of lacking) for (const row of missing) dropped[row] = 1;
  const count = dropped.reduce((sum, one) => sum + one, 0);
  const counts = lacking.map(({ name, missing }) => `${describeValue(name)} ${missing.length}`).join(', ');
  if (policy === 'drop') {
    const note = `left out ${count} of ${rows} rows without a value (${counts})`;
    return { rows: rows - count, isKept: (row) => dropped[row] === 0, note };
  }
  const [first] = lacking.toSorted((a, b) => (a.firstMissing ?? 0) - (b.firstMissing ?? 0));
  throw tableProblem(
    'data-malformed',
    { file, row: first?.firstMissing ?? 0, column: first?.name ?? '' },
    'a value in every row of the columns that are used',
    `${count} of ${rows} rows without one (${counts}); --missing drop leaves them out`,
  );
}
