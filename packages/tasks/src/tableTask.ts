import { type Column, type Rows, readTable, type Table, tableProblem } from '@losskit/data';
import { describeValue, LosskitError } from '@losskit/errors';
import type { FileSystem } from '@losskit/files';

import { defineReferencedTask } from './defineTask.ts';
import { denseNetwork } from './models/denseNetwork.ts';
import { fittedPlane } from './models/fittedPlane.ts';
import { linearModel } from './models/linearModel.ts';
import { splitRows } from './splitRows.ts';
import { standardized } from './standardized.ts';
import type { Task } from './Task.ts';
import type { TableKind } from './TaskReference.ts';

const MIN_ROWS = 10;
/** Each class has to reach every part. */
const MIN_ROWS_PER_CLASS = 3;
const MAX_CLASSES = 1000;
/** A column of words with more than this many would become as many inputs. */
const MAX_WORDS = 100;
/** Whole numbers of no more values than this are taken for classes. */
const FEW_VALUES = 10;

/** Options of {@link tableTask}. */
export interface TableTaskOptions {
  /** Path of a CSV file with a header, UTF-8, separated by commas. */
  readonly file: string;
  /** Name of the column to predict. */
  readonly target: string;
  /** Names of the columns to predict from. Default: all others. */
  readonly features?: readonly string[] | undefined;
  /** What the target is. Default: words and few whole numbers are classes, 0 and 1 binary, other numbers continuous. */
  readonly kind?: TableKind | undefined;
  /** Units of hidden layers with ReLU. Default: none, a linear model. */
  readonly hidden?: readonly number[] | undefined;
  /** Name of the task. Default: that of the file, without its ending. */
  readonly name?: string | undefined;
  readonly files?: FileSystem | undefined;
}

function checkColumns(features: readonly string[], target: string): void {
  const refuse = (what: string, got: string) => {
    throw new LosskitError('option-invalid', `tableTask: expected ${what}, got ${got}.`);
  };
  if (features.length === 0) refuse('features to name at least one column', 'none');
  features.forEach((name, place) => {
    if (name === target) refuse('features without the target column', describeValue(name));
    if (features.indexOf(name) !== place) refuse('each feature once', `${describeValue(name)} again`);
  });
}

function checkVaries(file: string, column: string, values: Float32Array): Float32Array {
  if (values.every((value) => value === values[0])) {
    const what = 'different values, because a constant cannot be standardised';
    throw tableProblem('data-malformed', { file, column }, what, `${values[0]} in every row`);
  }
  return values;
}

/** Columns of the input: one of a numeric column, one per word of a column of words. */
interface InputColumn {
  readonly name: string;
  readonly values: Float32Array;
  readonly isIndicator: boolean;
}

function inputColumns(file: string, column: Column): InputColumn[] {
  if (column.isNumeric) {
    const values = checkVaries(file, column.name, column.numbers());
    return [{ name: column.name, values, isIndicator: false }];
  }
  const words = column.words();
  const names = [...new Set(words)].sort();
  if (names.length > MAX_WORDS || names.length < 2) {
    const what = `2 to ${MAX_WORDS} different words in a column of words`;
    throw tableProblem('data-malformed', { file, column: column.name }, what, names.length);
  }
  return names.map((name) => ({
    name: `${column.name}=${name}`,
    values: Float32Array.from(words, (word) => (word === name ? 1 : 0)),
    isIndicator: true,
  }));
}

/** The target as a task takes it. */
interface TableTarget {
  readonly kind: TableKind;
  readonly rows: Rows;
  readonly classNames: readonly string[] | undefined;
  /** How the kind was decided. */
  readonly note: string | undefined;
}

function classTarget(file: string, column: Column, decided: string | undefined): TableTarget {
  const words = column.words();
  const isNumber = column.isNumeric;
  const names = [...new Set(words)].sort((a, b) => (isNumber ? Number(a) - Number(b) : a < b ? -1 : 1));
  const location = { file, column: column.name };
  if (names.length < 2) {
    throw tableProblem('classes-too-few', location, 'two classes or more', `only ${describeValue(names[0])}`);
  }
  if (names.length > MAX_CLASSES) {
    const what = `at most ${MAX_CLASSES} classes (--kind continuous makes a regression of numbers)`;
    throw tableProblem('data-malformed', location, what, names.length);
  }
  const places = new Map(names.map((name, id) => [name, id]));
  const ids = Int32Array.from(words, (word) => places.get(word) ?? 0);
  const sizes = new Int32Array(names.length);
  for (const id of ids) sizes[id] = (sizes[id] ?? 0) + 1;
  const small = sizes.findIndex((size) => size < MIN_ROWS_PER_CLASS);
  if (small >= 0) {
    const what = `at least ${MIN_ROWS_PER_CLASS} rows of each class, one for each part`;
    throw tableProblem('data-empty', location, what, `${sizes[small]} of ${describeValue(names[small])}`);
  }
  return { kind: 'multiclass', rows: { values: ids, rowShape: [] }, classNames: names, note: decided };
}

function valueTarget(file: string, column: Column, kind: TableKind, note?: string): TableTarget {
  const values = checkVaries(file, column.name, column.numbers());
  return { kind, rows: { values, rowShape: [] }, classNames: undefined, note };
}

function targetOf(file: string, column: Column, asked: TableKind | undefined): TableTarget {
  if (asked === 'multiclass') return classTarget(file, column, undefined);
  if (asked !== undefined) return valueTarget(file, column, asked);
  const decided = (what: string) => `target ${describeValue(column.name)}: ${what}; --kind says otherwise`;
  if (!column.isNumeric) {
    return classTarget(file, column, decided('words, so a class per word'));
  }
  const values = column.numbers();
  const different = new Set(values);
  const isWhole = values.every((value) => Number.isInteger(value));
  if (!isWhole || different.size > FEW_VALUES || 2 * different.size > values.length) {
    return valueTarget(file, column, 'continuous');
  }
  if (different.size === 2 && different.has(0) && different.has(1)) {
    return valueTarget(file, column, 'binary', decided('0 and 1, so yes or no'));
  }
  return classTarget(file, column, decided(`${different.size} whole numbers, so a class per number`));
}

function readInputs(table: Table, file: string, features: readonly string[]) {
  const columns = features.flatMap((name) => inputColumns(file, table.column(name)));
  const values = new Float32Array(table.rows * columns.length);
  columns.forEach((column, place) => {
    column.values.forEach((value, row) => {
      values[row * columns.length + place] = value;
    });
  });
  return { columns, rows: { values, rowShape: [columns.length] } };
}

function nameOfFile(file: string): string {
  return (file.split(/[\\/]/).at(-1) ?? file).replace(/\.[^.]*$/, '') || 'table';
}

/**
 * A task from a CSV file: 60 % of the rows train, 20 % validate, 20 % test, drawn by the seed; of classes the same fraction in
 * each part.
 *
 * Columns of numbers are standardised, columns of words become one input per word, and only the columns that are used are
 * looked at. A target of words is a classification, as are at most ten different whole numbers; other numbers are a regression
 * on the standardised target, judged in original units.
 *
 * @throws LosskitError for a file that cannot be read, is empty, has no header, lacks a column (`column-missing`, with the
 * nearest name), has a ragged row or a cell that is not a finite number (row and column named), fewer than 10 rows, or a
 * constant column; for a target of one class, of a class with fewer than three rows, or of more than 1,000 classes; and where
 * the features are none, repeat, or contain the target.
 * @example
 * ```ts
 * const task = await tableTask({ file: 'wages.csv', features: ['education', 'age'], target: 'wage' });
 * const { train } = await task.load(7);
 * ```
 */
export async function tableTask(options: TableTaskOptions): Promise<Task> {
  const { file, target, kind: asked, hidden = [], files } = options;
  if (options.features) checkColumns(options.features, target);
  const table = await readTable(file, files);
  const targetColumn = table.column(target);
  const features = options.features ?? table.names.filter((name) => name !== target);
  checkColumns(features, target);
  const { columns, rows } = readInputs(table, file, features);
  if (table.rows < MIN_ROWS) {
    const what = `at least ${MIN_ROWS} rows under the header, because they are split in three`;
    throw tableProblem('data-empty', { file }, what, table.rows);
  }
  const read = targetOf(file, targetColumn, asked);
  const isPlane = hidden.length === 0 && read.kind === 'continuous';
  // Not of classes: where a plane separates them, no loss of logits has a minimum.
  const isLinear = isPlane || (hidden.length === 0 && read.kind === 'counts');
  const name = options.name ?? nameOfFile(file);
  return defineReferencedTask(
    {
      name,
      target: read.kind,
      classNames: read.classNames,
      featureNames: columns.map((column) => column.name),
      targetName: target,
      note: read.note,
      origin: { kind: 'csv', file, sha256: table.sha256, rows: table.rows },
      sampling: 'split',
      data({ seed }) {
        const stratify = read.kind === 'multiclass';
        const rowsAndTargets = { inputs: rows, targets: read.rows };
        return standardized(splitRows(rowsAndTargets, { seed, stratify, purpose: 'table split' }), {
          targets: read.kind === 'continuous',
          leave: (column) => columns[column]?.isIndicator === true,
        });
      },
      model: ({ outputs }) =>
        isLinear ? linearModel(columns.length) : denseNetwork(columns.length, hidden, outputs),
      linear: isLinear,
      ...(!isLinear && { batchSize: 64 }),
      async describe({ variables, data: { inputScaler, targetScaler } }) {
        return isPlane && inputScaler && targetScaler
          ? { fit: await fittedPlane(variables, inputScaler, targetScaler) }
          : {};
      },
      ...(!isPlane && read.kind === 'continuous' && { figures: [] }),
    },
    { from: 'table', name, file, target, features, kind: read.kind, hidden },
  );
}
