import type { Norms } from '../engine/norms.ts';
import type { MeanLoss } from '../engine/StepLosses.ts';
import type { KnownName } from '../options/KnownName.ts';
import type { ValidationName } from './ValidationValues.ts';

/**
 * One line of a run's history, by column: `step`, `epoch`, `loss`, `loss/<output>`, `learningRate`,
 * `skipped`, `validation/<value>`, `norm/<what>` and `norm/<what>/<variable>`. A column may be missing where
 * there is no value.
 */
export type HistoryRow = Readonly<Record<string, number>>;

/** Columns that a run's history may have. */
export type HistoryColumn<TermName extends string, MetricName extends string> =
  | 'step'
  | 'epoch'
  | ValidationName<TermName, never>
  | 'learningRate'
  | 'skipped'
  | `validation/${ValidationName<TermName, MetricName>}`
  | `norm/${string}`;

/** What a run reported, as a table. */
export interface History<Column extends string = string> {
  readonly rows: readonly HistoryRow[];
  /** All columns that some row has, in the order of their first row. */
  readonly columns: readonly string[];
  /** One column, undefined where a row doesn't have it. */
  column<Name extends string>(name: KnownName<Name, Column>): readonly (number | undefined)[];
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

/** One row of the table. Written column by column, because a run may report a hundred thousand times a second. */
export function historyRow(parts: RowParts): HistoryRow {
  const { step, epoch, loss, outputs, learningRate, skipped, validation = {}, norms } = parts;
  const row: Record<string, number> = { step };
  const add = (prefix: string, values: Readonly<Record<string, number>>) => {
    for (const [name, value] of Object.entries(values)) row[`${prefix}/${name}`] = value;
  };
  if (epoch !== undefined) row.epoch = epoch;
  row.loss = loss;
  add('loss', outputs);
  row.learningRate = learningRate;
  if (skipped > 0) row.skipped = skipped;
  add('validation', validation);
  for (const [kind, { global, variables }] of Object.entries(norms ?? {})) {
    row[`norm/${kind}`] = global;
    add(`norm/${kind}`, variables);
  }
  return row;
}

/** Text as a field of comma-separated values. */
export function csvField(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

class Table implements History {
  readonly #rowsOf: () => readonly HistoryRow[];
  #rows: readonly HistoryRow[] | undefined;

  constructor(rowsOf: () => readonly HistoryRow[]) {
    this.#rowsOf = rowsOf;
  }

  get rows(): readonly HistoryRow[] {
    this.#rows ??= this.#rowsOf();
    return this.#rows;
  }

  get columns(): readonly string[] {
    return [...new Set(this.rows.flatMap((row) => Object.keys(row)))];
  }

  column(name: string): readonly (number | undefined)[] {
    return this.rows.map((row) => row[name]);
  }

  toCsv(): string {
    const { columns, rows } = this;
    return [columns.map(csvField), ...rows.map((row) => columns.map((name) => `${row[name] ?? ''}`))]
      .map((fields) => `${fields.join(',')}\n`)
      .join('');
  }
}

/**
 * A table of rows.
 *
 * @param rowsOf - Asked when somebody looks at them.
 * @example
 * ```ts
 * const table = history(() => [{ step: 1, loss: 0.5 }, { step: 2, loss: 0.25, 'validation/loss': 0.5 }]);
 * table.columns; // ['step', 'loss', 'validation/loss']
 * table.column('loss'); // [0.5, 0.25]
 * ```
 */
export function history(rowsOf: () => readonly HistoryRow[]): History {
  return new Table(rowsOf);
}
