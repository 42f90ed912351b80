import { type Column, type Rows, type Table, tableProblem } from '@losskit/data';

/** A column of more words than this would become as many inputs. */
const MAX_WORDS = 100;
/** Eight bytes each, twice while a seed divides them. */
const MAX_VALUES = 1e8;

/** Inputs of a model from the columns of a table. */
export interface TableInputs {
  readonly rows: Rows<Float64Array>;
  readonly names: readonly string[];
  /** Whether an input is 1 for one word and 0 for others. */
  readonly areIndicators: readonly boolean[];
  /** Which columns became indicators though nobody asked; undefined for none. */
  readonly note: string | undefined;
}

/** Refuses a column without differences: nothing can be learned of it. */
export function checkVaries(file: string, column: string, values: Float64Array): Float64Array {
  if (values.every((value) => value === values[0])) {
    const what = 'different values, because a constant cannot be standardised';
    throw tableProblem('data-malformed', { file, column }, what, `${values[0]} in every row`);
  }
  return values;
}

/** One input of a column of numbers, or one of each word. */
interface ColumnInputs {
  readonly names: readonly string[];
  readonly isIndicator: boolean;
  readonly isWords: boolean;
  /** Writes the inputs of every row from `place` on, `width` apart. */
  write(into: Float64Array, place: number, width: number): void;
}

function inputsOf(file: string, column: Column, isCategorical: boolean): ColumnInputs {
  if (column.isNumeric && !isCategorical) {
    const values = checkVaries(file, column.name, column.numbers());
    return {
      names: [column.name],
      isIndicator: false,
      isWords: false,
      write(into, place, width) {
        for (let row = 0; row < values.length; row++) into[row * width + place] = values[row] ?? 0;
      },
    };
  }
  const { names, ids } = column.categories(
    MAX_WORDS,
    isCategorical ? 'different values of a category' : 'different words, one input each',
  );
  if (names.length < 2) {
    const what = 'two different words or more';
    throw tableProblem('data-malformed', { file, column: column.name }, what, names.length);
  }
  return {
    names: names.map((name) => `${column.name}=${name}`),
    isIndicator: true,
    isWords: !isCategorical,
    write(into, place, width) {
      for (let row = 0; row < ids.length; row++) into[row * width + place + (ids[row] ?? 0)] = 1;
    },
  };
}

/**
 * The inputs of a model: one of a column of numbers, one per value of a column of words and of those that are named as
 * categories.
 *
 * @throws LosskitError for a column that is constant, has too many words, or cells that are no numbers.
 */
export function tableInputs(
  table: Table,
  file: string,
  features: readonly string[],
  categorical: readonly string[],
): TableInputs {
  const columns = features.map((name) => {
    const column = table.column(name);
    return { name, ...inputsOf(file, column, categorical.includes(name)) };
  });
  const width = columns.reduce((sum, { names }) => sum + names.length, 0);
  if (table.rows * width > MAX_VALUES) {
    const what = `at most ${MAX_VALUES / 1e6} million inputs (rows × columns; --features chooses columns)`;
    throw tableProblem('file-too-large', { file }, what, `${table.rows} × ${width}`);
  }
  const values = new Float64Array(table.rows * width);
  let place = 0;
  for (const column of columns) {
    column.write(values, place, width);
    place += column.names.length;
  }
  const words = columns.filter(({ isWords }) => isWords);
  const counted = words.map(({ name, names }) => `${name} (${names.length})`).join(', ');
  return {
    rows: { values, rowShape: [width] },
    names: columns.flatMap(({ names }) => names),
    areIndicators: columns.flatMap(({ names, isIndicator }) => names.map(() => isIndicator)),
    note: words.length > 0 ? `one input for each word of ${counted}` : undefined,
  };
}
