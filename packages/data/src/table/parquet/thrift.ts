/** A Parquet file is not what it claims to be; the message completes "got …". */
export class ParquetDamage extends Error {}

export type ThriftValue = number | boolean | Buffer | readonly ThriftValue[] | ThriftStruct;
/** Values by the number of their field. */
export type ThriftStruct = ReadonlyMap<number, ThriftValue>;

const MAX_DEPTH = 32;
/** As many as the footer of 500 columns in 100 row groups has. */
const MAX_VALUES = 2 ** 20;

/** Types of the compact protocol. */
const [STOP, TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, SET, STRUCT] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12,
];

/** Bytes that are read from front to end. @throws ParquetDamage past the end. */
export interface ByteReader {
  place: number;
  byte(): number;
  /** An unsigned number of at most 64 bits, in float64. */
  varint(): number;
  zigzag(): number;
  /** An unsigned number of at most 64 bits. */
  bigVarint(): bigint;
  take(length: number): Buffer;
}

/** Opens bytes for reading. */
export function byteReader(bytes: Buffer, start = 0): ByteReader {
  const reader: ByteReader = {
    place: start,
    byte() {
      const value = bytes[reader.place++];
      if (value === undefined) throw new ParquetDamage('one that ends too early');
      return value;
    },
    varint() {
      let value = 0;
      for (let scale = 1, count = 0; count < 10; count++, scale *= 128) {
        const byte = reader.byte();
        value += (byte & 127) * scale;
        if (byte < 128) return value;
      }
      throw new ParquetDamage('a number of more than 64 bits');
    },
    zigzag() {
      const value = reader.varint();
      return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    },
    bigVarint() {
      let value = 0n;
      for (let shift = 0n; shift < 70n; shift += 7n) {
        const byte = reader.byte();
        value |= BigInt(byte & 127) << shift;
        if (byte < 128) return value;
      }
      throw new ParquetDamage('a number of more than 64 bits');
    },
    take(length) {
      if (!(length >= 0 && reader.place + length <= bytes.length)) {
        throw new ParquetDamage('one that ends too early');
      }
      reader.place += length;
      return bytes.subarray(reader.place - length, reader.place);
    },
  };
  return reader;
}

/**
 * Reads a struct of Thrift's compact protocol (https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md)
 * and believes no length that it claims.
 *
 * @throws ParquetDamage
 */
export function readThrift(
  bytes: Buffer,
  start: number,
): { readonly value: ThriftStruct; readonly end: number } {
  const reader = byteReader(bytes, start);
  let values = 0;

  function readValue(type: number, depth: number): ThriftValue {
    if (++values > MAX_VALUES || depth > MAX_DEPTH) throw new ParquetDamage('too many fields');
    if (type === TRUE || type === FALSE) return type === TRUE;
    if (type === BYTE) return reader.byte();
    if (type === I16 || type === I32 || type === I64) return reader.zigzag();
    if (type === DOUBLE) return reader.take(8).readDoubleLE();
    if (type === BINARY) return reader.take(reader.varint());
    if (type === STRUCT) return readStruct(depth + 1);
    if (type !== LIST && type !== SET) throw new ParquetDamage('fields of an unknown type');
    const head = reader.byte();
    const count = head >> 4 === 15 ? reader.varint() : head >> 4;
    // Every element takes a byte at least.
    if (count > bytes.length - reader.place) throw new ParquetDamage('one that ends too early');
    const isBoolean = (head & 15) === TRUE || (head & 15) === FALSE;
    return Array.from({ length: count }, () =>
      isBoolean ? reader.byte() === TRUE : readValue(head & 15, depth + 1),
    );
  }

  function readStruct(depth: number): ThriftStruct {
    const struct = new Map<number, ThriftValue>();
    for (let field = 0; ; ) {
      const head = reader.byte();
      if ((head & 15) === STOP) return struct;
      field = head >> 4 === 0 ? reader.zigzag() : field + (head >> 4);
      struct.set(field, readValue(head & 15, depth));
    }
  }

  const value = readStruct(0);
  return { value, end: reader.place };
}

/** A number of a struct; undefined where it has none. */
export function numberAt(struct: ThriftStruct | undefined, field: number): number | undefined {
  const value = struct?.get(field);
  return typeof value === 'number' ? value : undefined;
}

/** A number that no struct of the kind lacks, whole and not below 0. @throws ParquetDamage */
export function sizeAt(struct: ThriftStruct | undefined, field: number): number {
  const value = numberAt(struct, field);
  if (value === undefined || value < 0) throw new ParquetDamage('a size below 0');
  return value;
}

export function structAt(struct: ThriftStruct | undefined, field: number): ThriftStruct | undefined {
  const value = struct?.get(field);
  return value instanceof Map ? value : undefined;
}

/** Structs of a list; none where it is missing. */
export function structsAt(struct: ThriftStruct | undefined, field: number): readonly ThriftStruct[] {
  const value = struct?.get(field);
  return Array.isArray(value) ? value.filter((one): one is ThriftStruct => one instanceof Map) : [];
}

/** Text in UTF-8; undefined where it is missing. */
export function textAt(struct: ThriftStruct | undefined, field: number): string | undefined {
  const value = struct?.get(field);
  return Buffer.isBuffer(value) ? value.toString() : undefined;
}
