import type { Decimal } from './numberReader.ts';
import type { TextEncoding } from './textEncoding.ts';

/** Values that stand for one of a few, each. */
export interface Categories {
  /** Sorted: numbers by value, words in code-unit order. */
  readonly names: readonly string[];
  /** Which name each row has. */
  readonly ids: Int32Array;
}

/** One column of a table. Rows in messages are lines of the file from 1, header included; of Parquet its rows from 1. */
export interface Column {
  readonly name: string;
  /** Whether most of its cells are numbers: then a cell that is none is an error, and not a word. */
  readonly isNumeric: boolean;
  /** The cells in float64. @throws LosskitError `data-malformed` or `data-not-finite`, naming row and column. */
  numbers(): Float64Array;
  /**
   * The cells as names, numbers in their shortest form.
   *
   * @param most - How many different ones are few, at most 1,000. Default 1,000.
   * @param what - What they are, for messages. Default: different values.
   * @throws LosskitError `data-malformed` for more.
   */
  categories(most?: number, what?: string): Categories;
}

/** What kind of file a table stands in: CSV and its kin, JSON Lines or an array of objects, Parquet. */
export type TableFormat = 'text' | 'json' | 'parquet';

/** How a table in text was read. */
export interface TableDialect {
  readonly encoding: TextEncoding;
  readonly separator: string;
  readonly decimal: Decimal;
}

/** A table from a file. */
export interface Table {
  readonly rows: number;
  /** In the order of the file; of the columns that were read. */
  readonly names: readonly string[];
  /** Of the file's bytes. */
  readonly sha256: string;
  readonly format: TableFormat;
  /** Undefined for tables that are no text. */
  readonly dialect: TableDialect | undefined;
  /** What was found in the file or left out of it, for people. */
  readonly notes: readonly string[];
  /** A column by its name. @throws LosskitError `column-missing` with the nearest name. */
  column(name: string): Column;
}
