import { createHash } from 'node:crypto';

import { describeValue, withNearestName } from '@losskit/errors';
import { type FileSystem, readWholeFile } from '@losskit/files';
import { CsvError, parse } from 'csv-parse/sync';

import { tableProblem } from './tableProblem.ts';

/** One column of a table. Rows are counted as lines of the file from 1, header included. */
export interface Column {
  readonly name: string;
  /** Whether most of its cells are numbers: then a cell that is none is an error, and not a word. */
  readonly isNumeric: boolean;
  /** The cells as float32. @throws LosskitError `data-malformed` or `data-not-finite`, naming row and column. */
  numbers(): Float32Array;
  /** The cells as text. @throws LosskitError `data-malformed` for an empty cell, naming row and column. */
  words(): readonly string[];
}

/** A table from a file with a header. */
export interface Table {
  readonly rows: number;
  /** The header. */
  readonly names: readonly string[];
  /** Of the file's bytes. */
  readonly sha256: string;
  /** A column by its name. @throws LosskitError `column-missing` with the nearest name. */
  column(name: string): Column;
}

interface Line {
  readonly cells: readonly string[];
  /** Line in the file, from 1, where the row ends. */
  readonly row: number;
}

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const NOT_FINITE = /^[+-]?(nan|inf|infinity)$/i;

function decode(file: string, bytes: Uint8Array): string {
  let text: string | undefined;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8: said below, in the same words as for zero bytes.
  }
  if (text === undefined || text.includes('\0')) {
    throw tableProblem('file-corrupt', { file }, 'a CSV text in UTF-8', 'bytes that are no text');
  }
  if (text.trim() === '') throw tableProblem('data-empty', { file }, 'a header and rows', 'an empty file');
  return text;
}

function parseLines(file: string, text: string): Line[] {
  const lines: Line[] = [];
  try {
    parse(text, {
      bom: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      on_record(cells: string[], { lines: row }) {
        lines.push({ cells, row });
        return null;
      },
    });
    return lines;
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const row = typeof cause.lines === 'number' ? cause.lines : 1;
    const open = cause.code === 'CSV_QUOTE_NOT_CLOSED';
    const got = open ? 'a quote that is never closed' : 'a quote in the middle of a cell';
    const what = 'quotes around whole cells, doubled inside';
    throw tableProblem('data-malformed', { file, row }, what, got, { cause });
  }
}

function checkHeader(file: string, header: Line): void {
  if (header.cells.every((cell) => DECIMAL.test(cell) || NOT_FINITE.test(cell) || cell === '')) {
    const what = 'a header with the names of the columns';
    throw tableProblem('data-malformed', { file, row: header.row }, what, 'no names');
  }
}

function findColumn(file: string, header: Line, name: string): number {
  const place = header.cells.indexOf(name);
  const location = { file, row: header.row };
  if (place === -1) {
    const got = describeValue(header.cells.join(', '));
    throw tableProblem('column-missing', location, `a column ${withNearestName(name, header.cells)}`, got);
  }
  if (header.cells.lastIndexOf(name) !== place) {
    const count = header.cells.filter((cell) => cell === name).length;
    throw tableProblem('data-malformed', location, `one column ${describeValue(name)}`, count);
  }
  return place;
}

function readNumber(file: string, row: number, column: string, cell: string): number {
  const value = DECIMAL.test(cell) ? Number(cell) : Number.NaN;
  // Values are trained on as float32: what overflows there is as good as infinite.
  if (Number.isFinite(Math.fround(value))) return value;
  const code = DECIMAL.test(cell) || NOT_FINITE.test(cell) ? 'data-not-finite' : 'data-malformed';
  const got = cell === '' ? 'an empty cell' : describeValue(cell);
  throw tableProblem(code, { file, row, column }, 'a finite number', got);
}

function readWord(file: string, row: number, column: string, cell: string): string {
  if (cell !== '') return cell;
  throw tableProblem('data-malformed', { file, row, column }, 'a value', 'an empty cell');
}

function columnOf(file: string, header: Line, lines: readonly Line[], name: string): Column {
  const place = findColumn(file, header, name);
  const cellOf = ({ cells }: Line) => cells[place] ?? '';
  const filled = lines.map(cellOf).filter((cell) => cell !== '');
  const numeric = filled.filter((cell) => DECIMAL.test(cell) || NOT_FINITE.test(cell)).length;
  return {
    name,
    isNumeric: 2 * numeric >= filled.length,
    numbers: () => Float32Array.from(lines, (line) => readNumber(file, line.row, name, cellOf(line))),
    words: () => lines.map((line) => readWord(file, line.row, name, cellOf(line))),
  };
}

/**
 * Reads a table from a CSV file with a header, UTF-8, separated by commas.
 *
 * A byte order mark, any line ends, quoted cells and blank lines are understood. Cells are looked at when their column is
 * asked for, so that columns nobody uses may hold anything.
 *
 * @throws LosskitError for a file that cannot be read, `file-corrupt`, `data-empty`, or `data-malformed` for a missing header,
 *   a ragged row and unbalanced quotes.
 */
export async function readTable(file: string, files?: FileSystem): Promise<Table> {
  const bytes = await readWholeFile(file, files);
  const [header, ...lines] = parseLines(file, decode(file, bytes));
  if (header === undefined) throw tableProblem('data-empty', { file }, 'a header and rows', 'blank lines');
  checkHeader(file, header);
  if (lines.length === 0) throw tableProblem('data-empty', { file }, 'rows under the header', 'none');
  const ragged = lines.find(({ cells }) => cells.length !== header.cells.length);
  if (ragged) {
    const what = `${header.cells.length} cells like the header`;
    throw tableProblem('data-malformed', { file, row: ragged.row }, what, ragged.cells.length);
  }
  return {
    rows: lines.length,
    names: header.cells,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    column: (name) => columnOf(file, header, lines, name),
  };
}
