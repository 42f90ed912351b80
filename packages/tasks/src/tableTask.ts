import { readTable, type TableOptions, tableProblem } from '@losskit/data';
import { describeValue, LosskitError, withNearestName } from '@losskit/errors';

import { defineReferencedTask } from './defineTask.ts';
import { denseNetwork } from './models/denseNetwork.ts';
import { fittedPlane } from './models/fittedPlane.ts';
import { linearModel } from './models/linearModel.ts';
import { splitTable } from './splitTable.ts';
import type { Task } from './Task.ts';
import type { TableKind } from './TaskReference.ts';
import { tableInputs } from './tableInputs.ts';
import { tableTarget } from './tableTarget.ts';

const MIN_ROWS = 10;

/** Options of {@link tableTask}; those of `readTable` of `@losskit/data` say how the file is read. */
export interface TableTaskOptions extends Omit<TableOptions, 'columns'> {
  /** Path of a table: text with a header (CSV and its kin), JSON Lines or an array of objects, Parquet. */
  readonly file: string;
  /** Name of the column to predict. */
  readonly target: string;
  /** Names of the columns to predict from. Default: all others that have a name. */
  readonly features?: readonly string[] | undefined;
  /** Features whose numbers stand for categories: one input per value, as of words. Default: none. */
  readonly categorical?: readonly string[] | undefined;
  /** What the target is. Default: words and few whole numbers are classes, 0 and 1 binary, other numbers continuous. */
  readonly kind?: TableKind | undefined;
  /** Units of hidden layers with ReLU. Default: none, a linear model. */
  readonly hidden?: readonly number[] | undefined;
  /** The metric that ranks losses, by its name, such as `spearman`. Default: the kind's first one. */
  readonly rankBy?: string | undefined;
  /** Name of the task. Default: that of the file, without its ending. */
  readonly name?: string | undefined;
}

function refuse(what: string, got: string): never {
  throw new LosskitError('option-invalid', `tableTask: expected ${what}, got ${got}.`);
}

function checkColumns(features: readonly string[], target: string): void {
  if (features.length === 0) refuse('features to name at least one column', 'none');
  features.forEach((name, place) => {
    if (name === target) refuse('features without the target column', describeValue(name));
    if (features.indexOf(name) !== place) refuse('each feature once', `${describeValue(name)} again`);
  });
}

function checkCategorical(categorical: readonly string[], features: readonly string[]): void {
  const stray = categorical.find((name) => !features.includes(name));
  if (stray === undefined) return;
  refuse('categorical columns to be features', withNearestName(stray, features));
}

function nameOfFile(file: string): string {
  return (file.split(/[\\/]/).at(-1) ?? file).replace(/\.[^.]*$/, '') || 'table';
}

/**
 * A task from a table, such as a CSV or Parquet file: 60 % of the rows train, 20 % validate, 20 % test, drawn by the seed; of classes
 * the same fraction in each part.
 *
 * Columns of numbers are standardised, in float64 until then; columns of words become one input per word, 100 at most, and
 * only the columns that are used are looked at. A target of words is a classification, as are at most ten different whole
 * numbers; other numbers are a regression on the standardised target, judged in original units. How the file was read where
 * it is not plain CSV, and what was left out, stands in the task's note.
 *
 * @throws LosskitError as `readTable` for the file; for a cell that is not a finite number (row and column named), fewer than 10
 * rows, or a constant column; for a target of one class, of a class with fewer than three rows, or of more than 1,000 classes;
 * and where the features are none, repeat, or contain the target.
 * @example
 * ```ts
 * const task = await tableTask({ file: 'wages.csv', features: ['education', 'age'], target: 'wage', missing: 'drop' });
 * const { train } = await task.load(7);
 * ```
 */
export async function tableTask(options: TableTaskOptions): Promise<Task> {
  const {
    file,
    target,
    features: asked,
    categorical = [],
    kind,
    hidden = [],
    rankBy,
    name = nameOfFile(file),
  } = options;
  const { separator, decimal, encoding, missing = 'error', signal, onProgress, files } = options;
  if (asked) {
    checkColumns(asked, target);
    checkCategorical(categorical, asked);
  }
  const columns = asked && [...asked, target];
  const reading = { columns, separator, decimal, encoding, missing, signal, onProgress, files };
  const table = await readTable(file, reading);
  const targetColumn = table.column(target);
  const features = asked ?? table.names.filter((one) => one !== targetColumn.name);
  checkColumns(features, target);
  checkCategorical(categorical, features);
  const inputs = tableInputs(table, file, features, categorical);
  if (table.rows < MIN_ROWS) {
    const what = `at least ${MIN_ROWS} rows under the header, because they are split in three`;
    throw tableProblem('data-empty', { file }, what, table.rows);
  }
  const read = tableTarget(file, targetColumn, kind);
  const isPlane = hidden.length === 0 && read.kind === 'continuous';
  // Not of classes: where a plane separates them, no loss of logits has a minimum.
  const isLinear = isPlane || (hidden.length === 0 && (read.kind === 'counts' || read.kind === 'amounts'));
  const notes = [...table.notes, inputs.note, read.note].filter((note) => note !== undefined);
  return defineReferencedTask(
    {
      name,
      target: read.kind,
      rankBy,
      classNames: read.classNames,
      featureNames: inputs.names,
      targetName: target,
      note: notes.length > 0 ? notes.join('; ') : undefined,
      origin: { kind: 'csv', file, sha256: table.sha256, rows: table.rows },
      sampling: 'split',
      data({ seed }) {
        const stratify = read.classNames !== undefined;
        return splitTable(inputs, read.rows, { seed, stratify, targets: read.kind === 'continuous' });
      },
      model: ({ outputs }) =>
        isLinear ? linearModel(inputs.names.length) : denseNetwork(inputs.names.length, hidden, outputs),
      linear: isLinear,
      ...(!isLinear && { batchSize: 64 }),
      async describe({ variables, data: { inputScaler, targetScaler } }) {
        return isPlane && inputScaler && targetScaler
          ? { fit: await fittedPlane(variables, inputScaler, targetScaler) }
          : {};
      },
      ...(!isPlane && read.kind === 'continuous' && { figures: [] }),
    },
    // What was found is told, so that no other process finds something else.
    {
      from: 'table',
      name,
      file,
      target,
      features,
      kind: read.kind,
      hidden,
      rankBy,
      categorical,
      missing,
      ...table.dialect,
    },
  );
}
