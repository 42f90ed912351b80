import { readDeltas } from './deltaValues.ts';
import { readRunLengths } from './runLengths.ts';
import { byteReader, ParquetDamage } from './thrift.ts';

/** Physical types by the number that the format gives them. */
export const [BOOLEAN, INT32, INT64, INT96, FLOAT, DOUBLE, BYTE_ARRAY, FIXED] = [0, 1, 2, 3, 4, 5, 6, 7];

/** Encodings likewise. */
const [PLAIN, PLAIN_DICTIONARY, RLE, DELTA_BINARY, DELTA_LENGTH, DELTA_BYTES, RLE_DICTIONARY, SPLIT] = [
  0, 2, 3, 5, 6, 7, 8, 9,
];

/** Texts of all values of a page together. */
const MAX_TEXT_BYTES = 2 ** 27;

/** Values of one page or dictionary; each kind of column asks for them in its way. */
export interface PageValues {
  /** A whole number beyond 2⁵³ is rounded. */
  number(place: number): number;
  integer(place: number): bigint;
  bytes(place: number): Buffer;
}

const wrongType = (): never => {
  throw new ParquetDamage('values of another type than the schema says');
};

function fixedBytes(bytes: Buffer, width: number): Pick<PageValues, 'bytes'> {
  return { bytes: (place) => bytes.subarray(place * width, (place + 1) * width) };
}

const WIDTHS: Readonly<Record<number, number>> = {
  [INT32]: 4,
  [INT64]: 8,
  [INT96]: 12,
  [FLOAT]: 4,
  [DOUBLE]: 8,
};

/** Values of one width, one after the other. */
function fixedValues(bytes: Buffer, type: number, width: number): PageValues {
  const reads: Readonly<Record<number, (place: number) => number>> = {
    [INT32]: (place) => bytes.readInt32LE(4 * place),
    [INT64]: (place) => Number(bytes.readBigInt64LE(8 * place)),
    [FLOAT]: (place) => bytes.readFloatLE(4 * place),
    [DOUBLE]: (place) => bytes.readDoubleLE(8 * place),
  };
  return {
    number: reads[type] ?? wrongType,
    integer: (place) =>
      type === INT64 ? bytes.readBigInt64LE(8 * place) : BigInt(bytes.readInt32LE(4 * place)),
    ...fixedBytes(bytes, width),
  };
}

function integers(values: BigInt64Array): PageValues {
  const integer = (place: number) => values[place] ?? 0n;
  return { number: (place) => Number(integer(place)), integer, bytes: wrongType };
}

function pieces(bytes: Buffer, starts: Int32Array, ends: Int32Array): PageValues {
  return {
    number: wrongType,
    integer: wrongType,
    bytes: (place) => bytes.subarray(starts[place], ends[place]),
  };
}

/** Byte arrays, each after its length. */
function plainPieces(bytes: Buffer, count: number): PageValues {
  const [starts, ends] = [new Int32Array(count), new Int32Array(count)];
  let place = 0;
  for (let one = 0; one < count; one++) {
    if (place + 4 > bytes.length) throw new ParquetDamage('a page that ends too early');
    starts[one] = place + 4;
    place += 4 + bytes.readUInt32LE(place);
    if (place > bytes.length) throw new ParquetDamage('a page that ends too early');
    ends[one] = place;
  }
  return pieces(bytes, starts, ends);
}

/** Byte arrays after all their lengths; of DELTA_BYTE_ARRAY each begins like the one before. */
function deltaPieces(bytes: Buffer, count: number, hasPrefixes: boolean): PageValues {
  const reader = byteReader(bytes);
  const prefixes = hasPrefixes ? readDeltas(reader, count, 32) : undefined;
  const lengths = readDeltas(reader, count, 32);
  const all: Buffer[] = [];
  let [last, total] = [Buffer.alloc(0), 0];
  for (let one = 0; one < count; one++) {
    const prefix = Number(prefixes?.[one] ?? 0);
    const rest = reader.take(Number(lengths[one]));
    if (prefix < 0 || prefix > last.length) throw new ParquetDamage('a text that begins like none');
    total += prefix + rest.length;
    if (total > MAX_TEXT_BYTES) throw new ParquetDamage('texts of more than 128 MiB in a page');
    last = prefix === 0 ? Buffer.from(rest) : Buffer.concat([last.subarray(0, prefix), rest]);
    all.push(last);
  }
  return { number: wrongType, integer: wrongType, bytes: (place) => all[place] ?? Buffer.alloc(0) };
}

/** Bytes that stand apart by their place in a value, put together. */
function joined(bytes: Buffer, count: number, width: number): Buffer {
  const out = Buffer.alloc(count * width);
  for (let byte = 0; byte < width; byte++) {
    for (let one = 0; one < count; one++) out[one * width + byte] = bytes[byte * count + one] ?? 0;
  }
  return out;
}

/** Values of a dictionary by numbers. */
function chosen(dictionary: PageValues, codes: Int32Array): PageValues {
  const code = (place: number) => codes[place] ?? 0;
  return {
    number: (place) => dictionary.number(code(place)),
    integer: (place) => dictionary.integer(code(place)),
    bytes: (place) => dictionary.bytes(code(place)),
  };
}

/** The values of a page's bytes. */
export interface EncodedValues {
  readonly bytes: Buffer;
  readonly count: number;
  /** How many the dictionary has, with them. */
  readonly dictionary?: { readonly values: PageValues; readonly count: number } | undefined;
  readonly type: number;
  /** Bytes of each, where the type is of a fixed length. */
  readonly width: number;
  readonly encoding: number;
}

/** Reads the values of a page (https://parquet.apache.org/docs/file-format/data-pages/encodings/). @throws ParquetDamage */
export function readValues({ bytes, count, dictionary, type, width, encoding }: EncodedValues): PageValues {
  const size = type === FIXED ? width : (WIDTHS[type] ?? 0);
  if ((encoding === PLAIN || encoding === SPLIT) && bytes.length < count * size) {
    throw new ParquetDamage('a page that ends too early');
  }
  if (type === BOOLEAN && (encoding === PLAIN || encoding === RLE)) {
    if (encoding === PLAIN && 8 * bytes.length < count) throw new ParquetDamage('a page that ends too early');
    const bits =
      encoding === RLE ? readRunLengths(byteReader(bytes, 4), 1, new Uint8Array(count)) : undefined;
    const number = (place: number) => bits?.[place] ?? ((bytes[place >> 3] ?? 0) >> (place & 7)) & 1;
    return { number, integer: wrongType, bytes: wrongType };
  }
  if (encoding === PLAIN)
    return type === BYTE_ARRAY ? plainPieces(bytes, count) : fixedValues(bytes, type, size);
  if (encoding === SPLIT && size > 0) return fixedValues(joined(bytes, count, size), type, size);
  if (encoding === RLE_DICTIONARY || encoding === PLAIN_DICTIONARY) {
    if (dictionary === undefined) throw new ParquetDamage('a page without its dictionary');
    const reader = byteReader(bytes, 0);
    const codes =
      count === 0 ? new Int32Array(0) : readRunLengths(reader, reader.byte(), new Int32Array(count));
    for (const code of codes) {
      if (code >= dictionary.count) throw new ParquetDamage('a value that its dictionary lacks');
    }
    return chosen(dictionary.values, codes);
  }
  if (encoding === DELTA_BINARY && (type === INT32 || type === INT64)) {
    return integers(readDeltas(byteReader(bytes), count, type === INT32 ? 32 : 64));
  }
  if (encoding === DELTA_LENGTH && type === BYTE_ARRAY) return deltaPieces(bytes, count, false);
  if (encoding === DELTA_BYTES && (type === BYTE_ARRAY || type === FIXED))
    return deltaPieces(bytes, count, true);
  throw new ParquetDamage('values in an encoding that is not known');
}
