import type { Norms } from '../engine/norms.ts';
import type { MeanLoss } from '../engine/StepLosses.ts';

/**
 * One line of a run's history, by column: `step`, `epoch`, `loss`, `loss/<output>`, `learningRate`,
 * `skipped`, `validation/<value>`, `norm/<what>` and `norm/<what>/<variable>`. A column may be missing where
 * there is no value.
 */
export type HistoryRow = Readonly<Record<string, number>>;

/** What a run reported, as a table. */
export interface History {
  readonly rows: readonly HistoryRow[];
  /** All columns that some row has, in the order of their first row. */
  readonly columns: readonly string[];
  /** One column, undefined where a row doesn't have it. */
  column(name: string): readonly (number | undefined)[];
  /** The table with a line of column names; nothing where a row has no value. */
  toCsv(): string;
}

/** What a row is made of. */
export interface RowParts extends MeanLoss {
  readonly step: number;
  readonly epoch: number | undefined;
  readonly learningRate: number;
  readonly skipped: number;
  readonly validation: Readonly<Record<string, number>> | undefined;
  readonly norms: Norms | undefined;
}

function prefixed(prefix: string, values: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(values).map(([name, value]) => [`${prefix}/${name}`, value]);
}

/** One row of the table. */
export function historyRow(parts: RowParts): HistoryRow {
  const { step, epoch, loss, outputs, learningRate, skipped, validation = {}, norms } = parts;
  return {
    step,
    ...(epoch === undefined ? {} : { epoch }),
    loss,
    ...Object.fromEntries(prefixed('loss', outputs)),
    learningRate,
    ...(skipped > 0 ? { skipped } : {}),
    ...Object.fromEntries(prefixed('validation', validation)),
    ...Object.fromEntries(
      Object.entries(norms ?? {}).flatMap(([kind, { global, variables }]) => [
        [`norm/${kind}`, global],
        ...prefixed(`norm/${kind}`, variables),
      ]),
    ),
  };
}

/** Text as a field of comma-separated values. */
export function csvField(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A table of rows.
 *
 * @example
 * ```ts
 * const table = history([{ step: 1, loss: 0.5 }, { step: 2, loss: 0.25, 'validation/loss': 0.5 }]);
 * table.columns; // ['step', 'loss', 'validation/loss']
 * table.column('loss'); // [0.5, 0.25]
 * ```
 */
export function history(rows: readonly HistoryRow[]): History {
  const columnsOf = () => [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return {
    rows,
    get columns() {
      return columnsOf();
    },
    column: (name) => rows.map((row) => row[name]),
    toCsv() {
      const columns = columnsOf();
      return [columns.map(csvField), ...rows.map((row) => columns.map((name) => `${row[name] ?? ''}`))]
        .map((fields) => `${fields.join(',')}\n`)
        .join('');
    },
  };
}
