import { LosskitError } from '@losskit/errors';
import type { ReadableFile } from '@losskit/files';

import { cleanText } from '../cellText.ts';
import { type ColumnBuilder, columnBuilder } from '../columnBuilder.ts';
import { describeColumns, placeOf } from '../header.ts';
import { numberReader } from '../numberReader.ts';
import { checkValueCount, type TableContent } from '../TableContent.ts';
import type { TableOptions } from '../TableOptions.ts';
import { tableProblem } from '../tableProblem.ts';
import { addNumberCell, addTextCell } from '../textCell.ts';
import { type ColumnPage, pageDecoder, pageHeader } from './columnPages.ts';
import { type CellOf, type ParquetColumn, parquetSchema } from './parquetSchema.ts';
import {
  numberAt,
  ParquetDamage,
  readThrift,
  sizeAt,
  structAt,
  structsAt,
  type ThriftStruct,
} from './thrift.ts';

const MAX_FOOTER_BYTES = 2 ** 24;
/** Statistics of texts make them long. */
const MAX_PAGE_HEADER_BYTES = 2 ** 16;
/** Magic at both ends, and the length of the footer. */
const FRAME_BYTES = 12;

type ReadingOptions = Pick<TableOptions, 'columns' | 'signal' | 'onProgress'>;

async function bytesAt(file: ReadableFile, place: number, length: number): Promise<Buffer> {
  const { buffer, byteOffset, byteLength } = await file.read(place, length);
  return Buffer.from(buffer, byteOffset, byteLength);
}

async function readFooter(file: ReadableFile): Promise<ThriftStruct> {
  const end = await bytesAt(file, Math.max(0, file.size - 8), 8);
  const magic = end.toString('latin1', 4);
  if (magic === 'PARE') throw new ParquetDamage('one that is encrypted');
  if (file.size < FRAME_BYTES || magic !== 'PAR1') throw new ParquetDamage('one that ends too early');
  const length = end.readUInt32LE(0);
  if (length > file.size - FRAME_BYTES) throw new ParquetDamage('one that ends too early');
  if (length > MAX_FOOTER_BYTES) throw new ParquetDamage('a footer of more than 16 MiB');
  const footer = readThrift(await bytesAt(file, file.size - 8 - length, length), 0).value;
  if (footer.has(8)) throw new ParquetDamage('one that is encrypted');
  return footer;
}

/** A column that is read: how, and into what. */
interface OpenColumn {
  readonly column: ParquetColumn & { readonly leaf: number; readonly cell: CellOf };
  readonly builder: ColumnBuilder;
}

function addPage({ column, builder }: OpenColumn, page: ColumnPage, firstRow: number): void {
  const numbers = numberReader('.');
  let place = 0;
  for (let one = 0; one < page.rows; one++) {
    const row = firstRow + one;
    if (page.levels?.[one] === 0) {
      builder.addMissing(row);
      continue;
    }
    const cell = column.cell(page.values, place++);
    if (typeof cell === 'number') addNumberCell(builder, row, cell);
    else addTextCell(builder, row, cleanText(cell), numbers);
  }
}

/** Where the pages of a column stand in a row group. */
function chunkOf(group: ThriftStruct, { leaf, type }: ParquetColumn & { readonly leaf: number }) {
  const chunk = structsAt(group, 1)[leaf];
  const meta = structAt(chunk, 3);
  if (chunk?.has(1)) throw new ParquetDamage('columns in other files');
  if (meta === undefined) throw new ParquetDamage('a row group without a column');
  if (numberAt(meta, 1) !== type) throw new ParquetDamage('values of another type than the schema says');
  const data = sizeAt(meta, 9);
  const dictionary = numberAt(meta, 11) ?? 0;
  return {
    codec: sizeAt(meta, 4),
    start: dictionary > 0 && dictionary < data ? dictionary : data,
    bytes: sizeAt(meta, 7),
  };
}

/** Reads a column of a row group, page by page. */
async function readChunk(
  file: ReadableFile,
  open: OpenColumn,
  group: ThriftStruct,
  firstRow: number,
  signal: AbortSignal | undefined,
): Promise<number> {
  const { codec, start, bytes } = chunkOf(group, open.column);
  const rows = sizeAt(group, 3);
  const end = start + bytes;
  if (end > file.size) throw new ParquetDamage('one that ends too early');
  const decoder = pageDecoder(open.column, codec);
  let read = 0;
  for (let place = start; read < rows; ) {
    if (signal?.aborted) throw new LosskitError('interrupted', 'readTable: stopped.');
    const header = pageHeader(await bytesAt(file, place, Math.min(MAX_PAGE_HEADER_BYTES, end - place)));
    const bodyStart = place + header.bytes;
    place = bodyStart + header.bodyBytes;
    if (place > end) throw new ParquetDamage('a page that ends too early');
    const page = decoder.decode(header, await bytesAt(file, bodyStart, header.bodyBytes));
    if (page === undefined) continue;
    if (read + page.rows > rows) throw new ParquetDamage('more rows than it claims');
    addPage(open, page, firstRow + read);
    read += page.rows;
  }
  return end;
}

function openColumns(path: string, footer: ThriftStruct, asked: readonly string[] | undefined) {
  const schema = parquetSchema(footer).map((column) => ({ ...column, name: cleanText(column.name) }));
  const names = schema.map(({ name }) => name);
  const header = { file: path, names, reading: describeColumns(names.length) };
  const wanted = asked ?? names.filter(Boolean);
  const columns = wanted.map((name): OpenColumn => {
    const column = schema[placeOf(header, name)];
    if (column === undefined) throw new ParquetDamage('a column without a name');
    const { cell } = column;
    if (typeof cell === 'function')
      return { column: { ...column, cell }, builder: columnBuilder(column.name) };
    const what = 'numbers or words (--features chooses other columns)';
    throw tableProblem('data-malformed', { file: path, column: column.name }, what, cell);
  });
  return { header, columns };
}

async function readColumns(
  path: string,
  file: ReadableFile,
  { columns: asked, signal, onProgress }: ReadingOptions,
): Promise<TableContent> {
  const footer = await readFooter(file);
  const { header, columns } = openColumns(path, footer, asked);
  const groups = structsAt(footer, 4);
  const rows = groups.reduce((sum, group) => sum + sizeAt(group, 3), 0);
  if (rows !== sizeAt(footer, 3)) throw new ParquetDamage('another number of rows than it claims');
  if (rows === 0 || columns.length === 0) {
    throw tableProblem('data-empty', { file: path }, 'columns with rows', 'none');
  }
  checkValueCount(path, undefined, rows, columns.length);
  let firstRow = 1;
  for (const group of groups) {
    for (const open of columns) {
      const end = await readChunk(file, open, group, firstRow, signal);
      onProgress?.(end, file.size);
    }
    firstRow += sizeAt(group, 3);
  }
  return { header, columns: columns.map(({ builder }) => builder), rows, format: 'parquet', notes: [] };
}

/**
 * Reads columns of a Parquet file (https://parquet.apache.org/docs/file-format/) page by page. It has a decoder of its own because
 * those at hand believe the counts in a file, so that a few damaged bytes fill the memory or never end.
 *
 * @throws LosskitError `file-corrupt` for a file that is damaged or not what it claims.
 */
export async function readParquet(
  path: string,
  file: ReadableFile,
  options: ReadingOptions,
): Promise<TableContent> {
  try {
    return await readColumns(path, file, options);
  } catch (cause) {
    // Node's buffers throw RangeErrors for what lies beyond their end.
    if (!(cause instanceof ParquetDamage || cause instanceof RangeError)) throw cause;
    const got = cause instanceof ParquetDamage ? cause.message : 'one that ends too early';
    throw tableProblem('file-corrupt', { file: path }, 'a whole Parquet file', got, { cause });
  }
}
