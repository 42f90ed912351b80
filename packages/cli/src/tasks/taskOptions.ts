import { TEXT_ENCODINGS } from '@losskit/data/encodings';
import type { TableKind, TableTaskOptions } from '@losskit/tasks';
import { Option } from 'commander';

import { parseSizes } from '../options.ts';
import { parseColumns } from './parseColumns.ts';
import { parseSeparator } from './parseSeparator.ts';

/** The options that make a task from files. */
export interface TaskOptions {
  readonly csv?: string;
  readonly target?: string;
  readonly features?: readonly string[];
  readonly kind?: TableKind;
  readonly hidden?: readonly number[];
  readonly rankBy?: string;
  readonly categorical?: readonly string[];
  readonly separator?: string;
  readonly decimal?: TableTaskOptions['decimal'];
  readonly encoding?: TableTaskOptions['encoding'];
  readonly missing?: TableTaskOptions['missing'];
  readonly images?: string;
  readonly data?: string;
}

const TABLE_KINDS: readonly TableKind[] = [
  'continuous',
  'binary',
  'multiclass',
  'ordinal',
  'counts',
  'amounts',
];

/** What only says how a table is read. */
export const TABLE_OPTIONS = [
  'target',
  'features',
  'kind',
  'hidden',
  'categorical',
  'separator',
  'decimal',
  'encoding',
  'missing',
] as const satisfies readonly (keyof TaskOptions)[];

export const taskOptions = (): Option[] => [
  new Option('--table, --csv <file>', 'a task from a table: CSV and other text, JSON Lines, Parquet'),
  new Option('--target <column>', 'csv: the column to predict'),
  new Option(
    '--features <columns>',
    'csv: those to predict from, separated by commas; a name with a comma in double quotes (default: all others)',
  ).argParser(parseColumns('--features')),
  new Option(
    '--categorical <columns>',
    'csv: features whose numbers stand for categories, one input per value (words always do)',
  ).argParser(parseColumns('--categorical')),
  new Option('--kind <kind>', 'csv: what the target is (default: as its values look)').choices(TABLE_KINDS),
  new Option(
    '--hidden <sizes>',
    'csv: units of hidden layers, such as 64,32 (default: a linear model)',
  ).argParser(parseSizes('--hidden')),
  new Option(
    '--rank-by <metric>',
    "csv, images: the metric that ranks, such as spearman or fBeta:beta=2 (default: the kind's first)",
  ),
  new Option(
    '--separator <character>',
    'csv: what separates cells, or tab (default: as it looks, one of , ; tab |)',
  ).argParser(parseSeparator),
  new Option('--decimal <mark>', 'csv: the decimal mark (default: as it looks)').choices(['.', ',']),
  new Option('--encoding <name>', 'csv: the encoding of the text (default: as it looks)').choices(
    TEXT_ENCODINGS,
  ),
  new Option(
    '--missing <policy>',
    'csv: what becomes of rows without a value in a column that is used (default: error)',
  ).choices(['error', 'drop']),
  new Option(
    '--images <folder>',
    'a task from photographs (JPEG, PNG) by class folder, or train/, validation/ and test/ of such',
  ),
  new Option('--data <folder>', "fruit: such photographs in place of the task's drawn ones"),
];

/** What the argument of a command that takes one task, or several, says. */
export const TASK_FORMS = 'linear, fruit, … (losskit tasks), or a module: ./wages.task.ts';
