import { type Column, MAX_CATEGORIES, type Rows, tableProblem } from '@losskit/data';
import { describeValue } from '@losskit/errors';

import type { TableKind } from './TaskReference.ts';
import { checkVaries } from './tableInputs.ts';

/** Each class has to reach every part. */
const MIN_ROWS_PER_CLASS = 3;
/** Whole numbers of no more values than this are taken for classes. */
const FEW_VALUES = 10;

/** The target as a task takes it. */
export interface TableTarget {
  readonly kind: TableKind;
  readonly rows: Rows;
  readonly classNames: readonly string[] | undefined;
  /** How the kind was decided. */
  readonly note: string | undefined;
}

/** Classes by name, and the id of each row. */
interface Classes {
  readonly names: readonly string[];
  readonly ids: Int32Array;
}

function checkClasses(file: string, column: Column, { names, ids }: Classes): void {
  const location = { file, column: column.name };
  if (names.length < 2) {
    throw tableProblem('classes-too-few', location, 'two classes or more', `only ${describeValue(names[0])}`);
  }
  const sizes = new Int32Array(names.length);
  for (const id of ids) sizes[id] = (sizes[id] ?? 0) + 1;
  const small = sizes.findIndex((size) => size < MIN_ROWS_PER_CLASS);
  if (small >= 0) {
    const what = `at least ${MIN_ROWS_PER_CLASS} rows of each class, one for each part`;
    throw tableProblem('data-empty', location, what, `${sizes[small]} of ${describeValue(names[small])}`);
  }
}

function classTarget(file: string, column: Column, note: string | undefined): TableTarget {
  const classes = column.categories(
    MAX_CATEGORIES,
    'classes (--kind continuous makes a regression of numbers)',
  );
  checkClasses(file, column, classes);
  return { kind: 'multiclass', rows: { values: classes.ids, rowShape: [] }, classNames: classes.names, note };
}

/** Classes in the order of their numbers; words have none. */
function orderedTarget(file: string, column: Column): TableTarget {
  const values = column.numbers();
  const levels = [...new Set(values)].sort((a, b) => a - b);
  if (levels.length > MAX_CATEGORIES) {
    const what = `at most ${MAX_CATEGORIES} classes in an order (--kind continuous makes a regression of numbers)`;
    throw tableProblem('data-malformed', { file, column: column.name }, what, levels.length);
  }
  const places = new Map(levels.map((level, place) => [level, place]));
  const ids = Int32Array.from(values, (value) => places.get(value) ?? 0);
  const names = levels.map(String);
  checkClasses(file, column, { names, ids });
  return { kind: 'ordinal', rows: { values: ids, rowShape: [] }, classNames: names, note: undefined };
}

function valueTarget(file: string, column: Column, kind: TableKind, note?: string): TableTarget {
  const values = checkVaries(file, column.name, column.numbers());
  return { kind, rows: { values, rowShape: [] }, classNames: undefined, note };
}

/** The different values, where they are few whole numbers. */
function fewWholeNumbers(values: Float64Array): ReadonlySet<number> | undefined {
  const different = new Set<number>();
  for (const value of values) {
    different.add(value);
    if (different.size > FEW_VALUES || !Number.isInteger(value)) return undefined;
  }
  return different;
}

/**
 * A column as the target of a kind, or of the kind that its values look like.
 *
 * @throws LosskitError for one class, a class of fewer than three rows, too many classes, a constant, and cells that are no
 *   numbers where these are wanted.
 */
export function tableTarget(file: string, column: Column, asked: TableKind | undefined): TableTarget {
  if (asked === 'multiclass') return classTarget(file, column, undefined);
  if (asked === 'ordinal') return orderedTarget(file, column);
  if (asked !== undefined) return valueTarget(file, column, asked);
  const decided = (what: string) => `target ${describeValue(column.name)}: ${what}; --kind says otherwise`;
  if (!column.isNumeric) return classTarget(file, column, decided('words, so a class per word'));
  const values = column.numbers();
  const different = fewWholeNumbers(values);
  if (!different || 2 * different.size > values.length) return valueTarget(file, column, 'continuous');
  if (different.size === 2 && different.has(0) && different.has(1)) {
    return valueTarget(file, column, 'binary', decided('0 and 1, so yes or no'));
  }
  return classTarget(file, column, decided(`${different.size} whole numbers, so a class per number`));
}
