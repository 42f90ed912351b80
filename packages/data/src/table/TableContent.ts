import type { ColumnBuilder } from './columnBuilder.ts';
import type { Header } from './header.ts';
import type { TableDialect, TableFormat } from './Table.ts';
import { tableProblem } from './tableProblem.ts';

/** What was read of a file. */
export interface TableContent {
  readonly header: Header;
  readonly columns: readonly ColumnBuilder[];
  readonly rows: number;
  readonly format: TableFormat;
  /** Of text only. */
  readonly dialect?: TableDialect | undefined;
  readonly notes: readonly string[];
}

/** Takes a file in pieces. */
export interface PieceReader {
  push(piece: Buffer, isLast: boolean): void;
  /** After the last piece. */
  content(): TableContent;
}

/** Ten bytes each. */
const MAX_VALUES = 1e8;

/** @throws LosskitError `file-too-large`. */
export function checkValueCount(file: string, row: number | undefined, rows: number, columns: number): void {
  if (rows * columns <= MAX_VALUES) return;
  const most = `at most ${MAX_VALUES / 1e6} million values in the columns that are used`;
  throw tableProblem('file-too-large', { file, row }, most, 'more; --features chooses columns');
}
