import { describeValue } from '@losskit/errors';

import { cleanText } from '../cellText.ts';
import { type ColumnBuilder, columnBuilder } from '../columnBuilder.ts';
import { describeColumns, placeOf } from '../header.ts';
import { numberReader } from '../numberReader.ts';
import { checkValueCount, type PieceReader } from '../TableContent.ts';
import { tableProblem } from '../tableProblem.ts';
import { addNumberCell, addTextCell } from '../textCell.ts';
import { objectSplitter } from './objectSplitter.ts';

/** As many as a sheet of Excel has. */
const MAX_COLUMNS = 2 ** 14;
const SHOWN = 40;

/**
 * Opens a table of objects in JSON: one a line, or all in one array. Columns are their keys in the order in which they come.
 *
 * @param asked - Names of the columns to read. Default: all that have one.
 */
export function jsonReader(file: string, asked: readonly string[] | undefined): PieceReader {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  const numbers = numberReader('.');
  const names = new Set<string>();
  const wanted = asked && new Set(asked.map(cleanText));
  const columns = new Map<string, ColumnBuilder>();
  const missingLine = (column: ColumnBuilder, until: number, line: number) => {
    while (column.rows < until) column.addMissing(line);
  };
  let [rows, firstLine] = [0, 1];

  function parse(bytes: Buffer, row: number): object {
    let text: string;
    try {
      text = utf8.decode(bytes);
    } catch {
      throw tableProblem('file-corrupt', { file, row }, 'text in UTF-8', 'bytes that are none');
    }
    try {
      return JSON.parse(text);
    } catch (cause) {
      const got = describeValue(text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);
      throw tableProblem('data-malformed', { file, row }, 'an object in JSON', got, { cause });
    }
  }

  function columnOf(name: string, row: number): ColumnBuilder | undefined {
    const known = columns.get(name);
    if (known !== undefined) return known;
    if (names.size === MAX_COLUMNS && !names.has(name)) {
      throw tableProblem('data-malformed', { file, row }, `at most ${MAX_COLUMNS} different keys`, 'more');
    }
    names.add(name);
    if (wanted ? !wanted.has(name) : name === '') return undefined;
    const column = columnBuilder(name);
    columns.set(name, column);
    missingLine(column, rows, firstLine);
    return column;
  }

  function addObject(bytes: Buffer, row: number): void {
    if (rows === 0) firstLine = row;
    const entries: readonly [string, unknown][] = Object.entries(parse(bytes, row));
    for (const [key, value] of entries) {
      const name = cleanText(key);
      const column = columnOf(name, row);
      if (column === undefined) continue;
      if (column.rows > rows) {
        throw tableProblem('data-malformed', { file, row }, `one key ${describeValue(name)}`, 'two');
      }
      if (value === null) column.addMissing(row);
      else if (typeof value === 'number') addNumberCell(column, row, value);
      else if (typeof value === 'object') {
        const what = "a number or a text (to_json(orient='records') of pandas writes a row as an object)";
        throw tableProblem('data-malformed', { file, row, column: name }, what, 'nested values');
      } else addTextCell(column, row, cleanText(String(value)), numbers);
    }
    rows++;
    for (const column of columns.values()) missingLine(column, rows, row);
    checkValueCount(file, row, rows, columns.size);
  }

  const splitter = objectSplitter(file, addObject);
  return {
    push: splitter.push,
    content() {
      if (names.size === 0) throw tableProblem('data-empty', { file }, 'objects with keys', 'none');
      const found = [...names];
      const header = { file, names: found, reading: describeColumns(found.length) };
      const order = asked ?? [...columns.keys()];
      const read = order.flatMap((name) => columns.get(found[placeOf(header, name)] ?? '') ?? []);
      return { header, columns: read, rows, format: 'json', notes: [] };
    },
  };
}
