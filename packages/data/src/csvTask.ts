import { createHash } from 'node:crypto';

import { describeValue, LosskitError } from '@losskit/errors';
import { type FileSystem, readWholeFile } from '@losskit/files';
import { randomStream } from '@losskit/random';

import { parseTable } from './parseTable.ts';
import { takeRows } from './rows.ts';
import type { RegressionPart, RegressionTask, Rows } from './Task.ts';
import { tableProblem } from './tableProblem.ts';

const LEAST_ROWS = 10;

export interface CsvTaskOptions {
  /** Path of a CSV file with a header, UTF-8, separated by commas. */
  readonly file: string;
  /** Names of the columns to predict from, at least one. */
  readonly features: readonly string[];
  /** Name of the column to predict. */
  readonly target: string;
  /** Name of the task. Default `'linear'`. */
  readonly name?: string;
  readonly files?: FileSystem;
}

function checkColumns(features: readonly string[], target: string): void {
  const refuse = (what: string, got: string) => {
    throw new LosskitError('option-invalid', `csvTask: expected ${what}, got ${got}.`);
  };
  if (features.length === 0) refuse('features to name at least one column', 'none');
  features.forEach((name, place) => {
    if (name === target) refuse('features without the target column', describeValue(name));
    if (features.indexOf(name) !== place) refuse('each feature once', `${describeValue(name)} again`);
  });
}

function checkVaries(file: string, column: string, values: Float32Array): void {
  if (values.every((value) => value === values[0])) {
    const what = 'different values, because a constant cannot be standardised';
    throw tableProblem('data-malformed', { file, column }, what, `${values[0]} in every row`);
  }
}

/**
 * A regression task from a CSV file: 60 % of the rows train, 20 % validate, 20 % test, drawn by the seed.
 *
 * Only the columns that are used need to be numbers. Values are kept in original units, as float32.
 *
 * @throws LosskitError for a file that cannot be read, is empty, has no header, lacks a column (`column-missing`, with the
 * nearest name), has a ragged row or a cell that is not a finite number (row and column named), fewer than 10 rows, or a
 * constant column; and where the features are none, repeat, or contain the target.
 * @example
 * ```ts
 * const task = await csvTask({ file: 'wages.csv', features: ['education', 'age'], target: 'wage' });
 * const { train } = task.split(7);
 * ```
 */
export async function csvTask(options: CsvTaskOptions): Promise<RegressionTask> {
  const { file, features, target, name = 'linear', files } = options;
  checkColumns(features, target);
  const bytes = await readWholeFile(file, files);
  const table = parseTable(file, bytes, [...features, target]);
  if (table.rows < LEAST_ROWS) {
    const what = `at least ${LEAST_ROWS} rows under the header, because they are split in three`;
    throw tableProblem('data-empty', { file }, what, table.rows);
  }
  table.columns.forEach((values, place) => {
    checkVaries(file, features[place] ?? target, values);
  });
  const targets: Rows<Float32Array> = { values: table.columns.at(-1) ?? new Float32Array(), rowShape: [] };
  const inputs: Rows<Float32Array> = {
    values: Float32Array.from({ length: table.rows * features.length }, (_, place) => {
      const column = table.columns[place % features.length];
      return column?.[Math.floor(place / features.length)] ?? Number.NaN;
    }),
    rowShape: [features.length],
  };
  const takePart = (indices: Uint32Array): RegressionPart => ({
    rows: indices.length,
    inputs: takeRows(inputs, indices),
    targets: takeRows(targets, indices),
    outliers: new Array<boolean>(indices.length).fill(false),
  });
  return {
    kind: 'regression',
    name,
    origin: { kind: 'csv', file, sha256: createHash('sha256').update(bytes).digest('hex'), rows: table.rows },
    featureNames: [...features],
    targetName: target,
    split(seed) {
      const order = randomStream(seed, 'table split').permutation(table.rows);
      const fifth = Math.round(table.rows / 5);
      return {
        train: takePart(order.subarray(2 * fifth)),
        validation: takePart(order.subarray(0, fifth)),
        test: takePart(order.subarray(fifth, 2 * fifth)),
      };
    },
  };
}
