import type { TableInputs } from './tableInputs.ts';

/** What a column is of each record. */
interface RecordColumns<Item> {
  readonly numbers?: Readonly<Record<string, (record: Item) => number>> | undefined;
  /** One input of 0 and 1 for each different value. */
  readonly categories?: Readonly<Record<string, (record: Item) => string>> | undefined;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Inputs of a model from records: numbers as they are, categories as one input for each of their values. */
export function recordInputs<Item>(
  records: readonly Item[],
  { numbers = {}, categories = {} }: RecordColumns<Item>,
): TableInputs {
  const columns = [
    ...Object.entries(numbers).map(([name, of]) => ({ name, isIndicator: false, of })),
    ...Object.entries(categories).flatMap(([name, of]) =>
      [...new Set(records.map(of))].sort(compare).map((value) => ({
        name: `${name}=${value}`,
        isIndicator: true,
        of: (record: Item) => (of(record) === value ? 1 : 0),
      })),
    ),
  ];
  const values = new Float64Array(records.length * columns.length);
  records.forEach((record, row) => {
    columns.forEach(({ of }, column) => {
      values[row * columns.length + column] = of(record);
    });
  });
  return {
    rows: { values, rowShape: [columns.length] },
    names: columns.map(({ name }) => name),
    areIndicators: columns.map(({ isIndicator }) => isIndicator),
    note: undefined,
  };
}
