import { createHash } from 'node:crypto';

import { LosskitError } from '@losskit/errors';
import { type ReadableFile, readOpenFile } from '@losskit/files';

import { placeOf } from './header.ts';
import { keptRows } from './missingRows.ts';
import type { Table } from './Table.ts';
import type { PieceReader } from './TableContent.ts';
import { checkTableOptions, refuseTextOptions, type TableOptions } from './TableOptions.ts';
import { tableColumn } from './tableColumn.ts';
import { isParquet } from './tableFormats.ts';
import { tableProblem } from './tableProblem.ts';
import { textReader } from './textReader.ts';

const PIECE_BYTES = 2 ** 20;

/**
 * Reads a file into columns, piece by piece; of Parquet, whose footer comes last, the pieces are only hashed.
 *
 * @throws LosskitError `interrupted`.
 */
async function readPieces(path: string, file: ReadableFile, options: TableOptions) {
  const { signal, onProgress, columns } = options;
  const hash = createHash('sha256');
  let reader: PieceReader | undefined;
  let areColumns = false;
  for (let bytes = 0; ; ) {
    if (signal?.aborted) throw new LosskitError('interrupted', 'readTable: stopped.');
    const { buffer, byteOffset, byteLength } = await file.read(bytes, PIECE_BYTES);
    const piece = Buffer.from(buffer, byteOffset, byteLength);
    hash.update(piece);
    if (bytes === 0) areColumns = isParquet(piece);
    bytes += byteLength;
    const isLast = bytes >= file.size || byteLength === 0;
    if (!areColumns) {
      reader ??= textReader(path, piece, isLast, options);
      reader.push(piece, isLast);
      onProgress?.(bytes, file.size);
    }
    if (!isLast) continue;
    const sha256 = hash.digest('hex');
    if (reader) return { content: reader.content(), sha256 };
    refuseTextOptions(path, options, 'Parquet');
    // Only now: what decompresses it takes a while to load.
    const { readParquet } = await import('./parquet/readParquet.ts');
    return { content: await readParquet(path, file, { columns, signal, onProgress }), sha256 };
  }
}

/**
 * Reads columns of a table, in float64: from text with a header (CSV and its kin), JSON Lines or an array of objects in JSON, or
 * Parquet, told apart by what is in the file.
 *
 * In text, separators are commas, semicolons, tabs or `|`; decimal commas are understood where the separator is another; cells may stand
 * in quotes (RFC 4180). A byte order mark, a line `sep=;`, any line ends, blank lines, UTF-16 and Windows-1252 are understood.
 * Names and words lose blanks around them and characters that cannot be seen. A value is missing where the cell is empty or one
 * of `-`, `?`, `.`, `NA`, `N/A`, `NaN`, `None`, `NaT`, `null`, in any case.
 *
 * In JSON a key that a row lacks, and `null`, are missing; in Parquet nulls and NaN are. Truth values are the words `true` and
 * `false`, texts are cells as in CSV, whole numbers beyond 2⁵³ are rounded, and what is nested, bytes, dates or times is refused in
 * a column that is read. Parquet may be compressed with snappy, gzip, zstd, brotli or lz4.
 *
 * The file is read piece by piece: what is kept are eight to ten bytes for each value of the columns that are read.
 *
 * @throws LosskitError for a file that cannot be read, `file-corrupt` for what is no table or is damaged, `file-too-large` for more
 *   than 100 million values, `data-empty`, `column-missing`, `interrupted`, `option-invalid` for options of text with another
 *   kind of table, or `data-malformed` for a missing header, nested values, a ragged
 *   row, open quotes, missing values; RangeError for options that are unknown or out of range.
 * @example
 * ```ts
 * const table = await readTable('wages.csv', { columns: ['age', 'wage'], missing: 'drop' });
 * table.column('age').numbers(); // a Float64Array
 * ```
 */
export async function readTable(file: string, options: TableOptions = {}): Promise<Table> {
  checkTableOptions(options);
  const { content, sha256 } = await readOpenFile(
    file,
    (open) => readPieces(file, open, options),
    options.files,
  );
  const { header, format, dialect, rows, notes } = content;
  const kept = keptRows(file, content.columns, rows, options.missing ?? 'error');
  if (kept.rows === 0)
    throw tableProblem('data-empty', { file }, 'rows with a value in every column', 'none');
  const numberOf = (text: string) => Number(dialect?.decimal === ',' ? text.replace(',', '.') : text);
  const columns = content.columns.map(({ name, finish }) =>
    tableColumn(file, name, finish(kept.rows, kept.isKept), numberOf),
  );
  return {
    rows: kept.rows,
    names: columns.map(({ name }) => name),
    sha256,
    format,
    dialect,
    notes: [...notes, ...(kept.note ? [kept.note] : [])],
    column(name) {
      const place = placeOf({ ...header, names: columns.map((column) => column.name) }, name);
      const column = columns[place];
      if (column) return column;
      throw new RangeError(`readTable: expected a column at ${place}.`);
    },
  };
}
