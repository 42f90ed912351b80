import type { TableKind } from '@losskit/tasks';
import { Option } from 'commander';

import { parseNames, parseSizes } from '../options.ts';

/** The options that make a task from files. */
export interface TaskOptions {
  readonly csv?: string;
  readonly target?: string;
  readonly features?: readonly string[];
  readonly kind?: TableKind;
  readonly hidden?: readonly number[];
  readonly images?: string;
  readonly data?: string;
}

const TABLE_KINDS: readonly TableKind[] = ['continuous', 'binary', 'multiclass', 'counts'];

/** What only says how a table is read. */
export const TABLE_OPTIONS = [
  'target',
  'features',
  'kind',
  'hidden',
] as const satisfies readonly (keyof TaskOptions)[];

export const taskOptions = (): Option[] => [
  new Option('--csv <file>', 'a task from a CSV file with a header line'),
  new Option('--target <column>', 'csv: the column to predict'),
  new Option('--features <columns>', 'csv: those to predict from (default: all others)').argParser(
    parseNames('--features'),
  ),
  new Option('--kind <kind>', 'csv: what the target is (default: as its values look)').choices(TABLE_KINDS),
  new Option(
    '--hidden <sizes>',
    'csv: units of hidden layers, such as 64,32 (default: a linear model)',
  ).argParser(parseSizes('--hidden')),
  new Option(
    '--images <folder>',
    'a task from photographs (JPEG, PNG) by class folder, or train/ and test/ of such',
  ),
  new Option('--data <folder>', "fruit: such photographs in place of the task's drawn ones"),
];

/** What the argument of a command that takes one task, or several, says. */
export const TASK_FORMS = 'linear, fruit, … (losskit tasks), or a module: ./wages.task.ts';
