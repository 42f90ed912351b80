import { decompressPage } from './decompressPage.ts';
import type { ParquetColumn } from './parquetSchema.ts';
import { type EncodedValues, type PageValues, readValues } from './plainValues.ts';
import { readRunLengths } from './runLengths.ts';
import {
  byteReader,
  numberAt,
  ParquetDamage,
  readThrift,
  sizeAt,
  structAt,
  type ThriftStruct,
} from './thrift.ts';

const [DATA, , DICTIONARY, DATA_V2] = [0, 1, 2, 3];
const [PLAIN, PLAIN_DICTIONARY] = [0, 2];
/** As many rows as the largest row groups of Arrow have. */
const MAX_PAGE_VALUES = 2 ** 26;

/** Rows of one page. */
export interface ColumnPage {
  readonly rows: number;
  /** 1 for each row with a value; undefined where all have one. */
  readonly levels: Uint8Array | undefined;
  /** Of the rows that have one. */
  readonly values: PageValues;
}

/** Takes the pages of one column in a row group, one by one. */
export interface PageDecoder {
  /** @param body - As long as the header says. @returns Undefined for a dictionary or an index. @throws ParquetDamage */
  decode(header: PageHeader, body: Buffer): ColumnPage | undefined;
}

/** What stands before a page. */
export interface PageHeader {
  readonly struct: ThriftStruct;
  /** Of the header itself. */
  readonly bytes: number;
  readonly bodyBytes: number;
}

/** Reads what stands before a page. @throws ParquetDamage */
export function pageHeader(bytes: Buffer): PageHeader {
  const { value, end } = readThrift(bytes, 0);
  return { struct: value, bytes: end, bodyBytes: sizeAt(value, 3) };
}

function countOf(struct: ThriftStruct | undefined, field: number): number {
  const count = sizeAt(struct, field);
  if (count > MAX_PAGE_VALUES) throw new ParquetDamage(`a page of more than ${MAX_PAGE_VALUES} values`);
  return count;
}

function presentRows(levels: Uint8Array | undefined, rows: number): number {
  return levels === undefined ? rows : levels.reduce((sum, level) => sum + level, 0);
}

/** Opens a column's pages in one row group. */
export function pageDecoder({ type, width, isOptional }: ParquetColumn, codec: number): PageDecoder {
  let dictionary: EncodedValues['dictionary'];

  function page(rows: number, levels: Uint8Array | undefined, bytes: Buffer, encoding: number): ColumnPage {
    const count = presentRows(levels, rows);
    return { rows, levels, values: readValues({ bytes, count, dictionary, type, width, encoding }) };
  }

  function dataPage(struct: ThriftStruct, body: Buffer, size: number): ColumnPage {
    const head = structAt(struct, 5);
    const rows = countOf(head, 1);
    let bytes = decompressPage(codec, body, size);
    let levels: Uint8Array | undefined;
    if (isOptional) {
      const start = byteReader(bytes);
      const length = start.take(4).readUInt32LE();
      levels = readRunLengths(byteReader(start.take(length)), 1, new Uint8Array(rows));
      bytes = bytes.subarray(4 + length);
    }
    return page(rows, levels, bytes, sizeAt(head, 2));
  }

  /** Levels stand before the values and are not compressed. */
  function dataPageV2(struct: ThriftStruct, body: Buffer, size: number): ColumnPage {
    const head = structAt(struct, 8);
    const rows = countOf(head, 1);
    const [ofLevels, ofRepetitions] = [sizeAt(head, 5), sizeAt(head, 6)];
    const reader = byteReader(body);
    reader.take(ofRepetitions);
    const packed = byteReader(reader.take(ofLevels));
    const levels = isOptional ? readRunLengths(packed, 1, new Uint8Array(rows)) : undefined;
    const rest = body.subarray(reader.place);
    const used = head?.get(7) === false ? 0 : codec;
    return page(rows, levels, decompressPage(used, rest, size - reader.place), sizeAt(head, 4));
  }

  return {
    decode({ struct }, body) {
      const kind = numberAt(struct, 1);
      const size = sizeAt(struct, 2);
      if (kind === DATA) return dataPage(struct, body, size);
      if (kind === DATA_V2) return dataPageV2(struct, body, size);
      if (kind !== DICTIONARY) return undefined;
      const head = structAt(struct, 7);
      const count = countOf(head, 1);
      // Older writers say that it is encoded as the pages that use it.
      const encoding = sizeAt(head, 2) === PLAIN_DICTIONARY ? PLAIN : sizeAt(head, 2);
      const bytes = decompressPage(codec, body, size);
      dictionary = { count, values: readValues({ bytes, count, type, width, encoding: encoding ?? 0 }) };
      return undefined;
    },
  };
}
