import { describeValue, withNearestName } from '@losskit/errors';
import { CsvError, parse } from 'csv-parse/sync';

import { tableProblem } from './tableProblem.ts';

/** The named columns of a table, in the order in which they were asked for. */
export interface Table {
  readonly rows: number;
  readonly columns: readonly Float32Array[];
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

/**
 * Reads the named columns of a CSV file as numbers. Rows are counted as lines from 1, header included.
 *
 * A byte order mark, any line ends, quoted cells and blank lines are understood. Cells of other columns may hold anything.
 *
 * @throws LosskitError `file-corrupt`, `data-empty`, `data-malformed`, `data-not-finite` or `column-missing`.
 */
export function parseTable(file: string, bytes: Uint8Array, names: readonly string[]): Table {
  const [header, ...lines] = parseLines(file, decode(file, bytes));
  if (header === undefined) throw tableProblem('data-empty', { file }, 'a header and rows', 'blank lines');
  checkHeader(file, header);
  const places = names.map((name) => findColumn(file, header, name));
  if (lines.length === 0) throw tableProblem('data-empty', { file }, 'rows under the header', 'none');
  const columns = names.map(() => new Float32Array(lines.length));
  lines.forEach(({ cells, row }, index) => {
    if (cells.length !== header.cells.length) {
      const what = `${header.cells.length} cells like the header`;
      throw tableProblem('data-malformed', { file, row }, what, cells.length);
    }
    names.forEach((name, place) => {
      const values = columns[place];
      if (values !== undefined) values[index] = readNumber(file, row, name, cells[places[place] ?? -1] ?? '');
    });
  });
  return { rows: lines.length, columns };
}
