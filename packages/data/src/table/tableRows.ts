import { describeValue } from '@losskit/errors';

import { cleanText } from './cellText.ts';
import { type ColumnBuilder, columnBuilder } from './columnBuilder.ts';
import type { RowCells } from './csvSplitter.ts';
import { checkIsHeader, describeColumns, describeSeparator, type Header, placeOf } from './header.ts';
import { type Decimal, numberReader } from './numberReader.ts';
import type { TableDialect } from './Table.ts';
import { checkValueCount } from './TableContent.ts';
import { tableProblem } from './tableProblem.ts';
import { addTextCell } from './textCell.ts';
import { cellDecoder, type TextEncoding } from './textEncoding.ts';

/** How the rows of one file are read. */
interface RowOptions {
  readonly columns?: readonly string[] | undefined;
  readonly separator: string;
  readonly decimal?: Decimal | undefined;
  readonly encoding?: TextEncoding | undefined;
}

/** The rows of one file, as they go into columns. */
export interface TableRows {
  /** Takes the header, then a row. @throws LosskitError, naming the row. */
  readonly add: (cells: RowCells) => void;
  /** Undefined before the header. */
  readonly header: Header | undefined;
  readonly columns: readonly ColumnBuilder[];
  readonly rows: number;
  /** As far as it has been found. @throws LosskitError where decimal commas can't be told from separators of thousands. */
  dialect(): TableDialect;
}

/** Opens the columns of a table. */
export function tableRows(
  file: string,
  { columns: asked, separator, decimal, encoding }: RowOptions,
): TableRows {
  const decoder = cellDecoder(encoding);
  // Where commas separate cells, they hardly ever mark decimals.
  const numbers = numberReader(decimal ?? (separator === ',' ? '.' : undefined));
  let header: Header | undefined;
  let places: readonly number[] = [];
  let columns: readonly ColumnBuilder[] = [];
  let rows = 0;

  function textOf({ bytes, row, starts, ends, quotes }: RowCells, cell: number): string {
    const text = decoder.decode(bytes, starts[cell] ?? 0, ends[cell] ?? 0);
    if (text === undefined) {
      const what = 'text in one encoding (--encoding names it)';
      throw tableProblem('file-corrupt', { file, row }, what, `bytes that are not ${decoder.found}`);
    }
    return cleanText(quotes[cell] === 2 ? text.replaceAll('""', '"') : text);
  }

  function openColumns(cells: RowCells): void {
    const names = Array.from({ length: cells.count }, (_, cell) => textOf(cells, cell));
    const opened: Header = { file, row: cells.row, names, reading: describeColumns(names.length, separator) };
    checkIsHeader(opened, asked ?? []);
    header = opened;
    const wanted = asked ?? names.filter(Boolean);
    places = asked
      ? wanted.map((name) => placeOf(opened, name))
      : names.flatMap((name, place) => (name === '' ? [] : [place]));
    columns = places.map((place) => columnBuilder(names[place] ?? ''));
  }

  function addRow(cells: RowCells, { names }: Header): void {
    const { bytes, count, row, starts, ends, quotes } = cells;
    const isEmpty = (cell: number) => starts[cell] === ends[cell] && quotes[cell] === 0;
    let filled = count;
    // Spreadsheets write separators for columns that are empty.
    while (filled > names.length && isEmpty(filled - 1)) filled--;
    if (filled !== names.length) {
      throw tableProblem(
        'data-malformed',
        { file, row },
        `${names.length} cells like the header (${describeSeparator(separator)} as separator)`,
        count,
      );
    }
    rows++;
    checkValueCount(file, row, rows, columns.length);
    for (let place = 0; place < columns.length; place++) {
      const column = columns[place];
      const cell = places[place] ?? 0;
      const [start, end] = [starts[cell] ?? 0, ends[cell] ?? 0];
      if (column === undefined) continue;
      if (start === end) {
        column.addMissing(row);
        continue;
      }
      const value = numbers.read(bytes, start, end);
      if (Number.isFinite(value)) column.addNumber(value, () => bytes.toString('latin1', start, end));
      else addTextCell(column, row, textOf(cells, cell), numbers);
    }
  }

  return {
    add: (cells) => (header ? addRow(cells, header) : openColumns(cells)),
    get header() {
      return header;
    },
    get columns() {
      return columns;
    },
    get rows() {
      return rows;
    },
    dialect() {
      if (numbers.ambiguous !== undefined) {
        const what = 'decimal commas that no separators of thousands could be (--decimal , or . says which)';
        throw tableProblem(
          'data-malformed',
          { file },
          what,
          `only such as ${describeValue(numbers.ambiguous)}`,
        );
      }
      return {
        separator,
        decimal: numbers.decimal,
        encoding: encoding?.startsWith('utf-16') ? encoding : (decoder.found ?? 'utf-8'),
      };
    },
  };
}
