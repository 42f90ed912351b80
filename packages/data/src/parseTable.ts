import { expected, LosskitError, withNearestName } from '@losskit/errors';
import { CsvError, parse } from 'csv-parse/sync';

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
    const message = expected(file, 'a CSV text in UTF-8', 'bytes that are no text');
    throw new LosskitError('file-corrupt', message, { file });
  }
  if (text.trim() === '') {
    throw new LosskitError('data-empty', expected(file, 'a header and rows', 'an empty file'), { file });
  }
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
    const got =
      cause.code === 'CSV_QUOTE_NOT_CLOSED'
        ? 'a quote that is never closed'
        : 'a quote in the middle of a cell';
    const message = expected(`${file}, row ${row}`, 'quotes around whole cells, doubled inside', got);
    throw new LosskitError('data-malformed', message, { file, row }, { cause });
  }
}

function checkHeader(file: string, header: Line): void {
  if (header.cells.every((cell) => DECIMAL.test(cell) || NOT_FINITE.test(cell) || cell === '')) {
    const message = expected(
      `${file}, row ${header.row}`,
      'a header with the names of the columns',
      'numbers only',
    );
    throw new LosskitError('data-malformed', message, { file, row: header.row });
  }
}

function findColumn(file: string, header: Line, name: string): number {
  const place = header.cells.indexOf(name);
  if (place === -1) {
    const message = `${file}: expected a column ${withNearestName(name, header.cells)}, got ${header.cells.join(', ')}.`;
    throw new LosskitError('column-missing', message, { file, row: header.row, column: name });
  }
  if (header.cells.lastIndexOf(name) !== place) {
    const message = `${file}: expected one column '${name}', got ${header.cells.filter((cell) => cell === name).length}.`;
    throw new LosskitError('data-malformed', message, { file, row: header.row, column: name });
  }
  return place;
}

function readNumber(file: string, row: number, column: string, cell: string): number {
  const value = DECIMAL.test(cell) ? Number(cell) : Number.NaN;
  // Values are trained on as float32: what overflows there is as good as infinite.
  if (Number.isFinite(Math.fround(value))) return value;
  const code = DECIMAL.test(cell) || NOT_FINITE.test(cell) ? 'data-not-finite' : 'data-malformed';
  const got = cell === '' ? 'an empty cell' : `'${cell.length > 40 ? `${cell.slice(0, 37)}...` : cell}'`;
  const message = `${file}, row ${row}, column '${column}': expected a finite number, got ${got}.`;
  throw new LosskitError(code, message, { file, row, column });
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
  if (header === undefined) {
    throw new LosskitError('data-empty', expected(file, 'a header and rows', 'blank lines'), { file });
  }
  checkHeader(file, header);
  const places = names.map((name) => findColumn(file, header, name));
  if (lines.length === 0) {
    throw new LosskitError('data-empty', `${file}: expected rows under the header, got none.`, { file });
  }
  const columns = names.map(() => new Float32Array(lines.length));
  lines.forEach(({ cells, row }, index) => {
    if (cells.length !== header.cells.length) {
      const message = `${file}, row ${row}: expected ${header.cells.length} cells like the header, got ${cells.length}.`;
      throw new LosskitError('data-malformed', message, { file, row });
    }
    names.forEach((name, place) => {
      const values = columns[place];
      if (values !== undefined) values[index] = readNumber(file, row, name, cells[places[place] ?? -1] ?? '');
    });
  });
  return { rows: lines.length, columns };
}
