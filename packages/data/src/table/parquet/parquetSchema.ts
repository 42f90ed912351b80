import { BOOLEAN, BYTE_ARRAY, FIXED, INT32, INT64, INT96, type PageValues } from './plainValues.ts';
import { numberAt, ParquetDamage, sizeAt, structAt, structsAt, type ThriftStruct, textAt } from './thrift.ts';

/** A column as the schema of a file describes it. */
export interface ParquetColumn {
  readonly name: string;
  readonly type: number;
  readonly width: number;
  /** Whether a row can be without a value. */
  readonly isOptional: boolean;
  /** How its values become cells, or what they are that no cell can be. */
  readonly cell: CellOf | string;
}

/** A value as a number, or as a text. */
export type CellOf = (values: PageValues, place: number) => number | string;

/** Logical types by their field; the converted ones before them by their number. */
const [STRING, , , ENUM, DECIMAL, DATE, TIME, TIMESTAMP, , INTEGER, , JSON_TEXT, , UUID, FLOAT16] =
  Array.from({ length: 15 }, (_, place) => place + 1);
const REFUSED_CONVERTED: Readonly<Record<number, string>> = {
  6: 'dates',
  7: 'times',
  8: 'times',
  9: 'timestamps',
  10: 'timestamps',
  20: 'BSON',
  21: 'intervals',
};
const CONVERTED_DECIMAL = 5;
const CONVERTED_UNSIGNED = [11, 12, 13, 14];

const utf8 = new TextDecoder('utf-8', { fatal: true });

function textOf(values: PageValues, place: number): string {
  try {
    return utf8.decode(values.bytes(place));
  } catch {
    throw new ParquetDamage('text that is not UTF-8');
  }
}

/** A whole number through a power of ten, rounded once. */
function decimalOf(type: number, scale: number): CellOf {
  const integer = (values: PageValues, place: number) => {
    if (type === INT32 || type === INT64) return values.integer(place);
    const hex = values.bytes(place).toString('hex');
    if (hex.length > 128) throw new ParquetDamage('decimals of more than 64 bytes');
    return BigInt.asIntN(4 * hex.length, BigInt(`0x${hex || '0'}`));
  };
  return (values, place) => Number(`${integer(values, place)}e${-scale}`);
}

function float16Of(values: PageValues, place: number): number {
  const half = values.bytes(place).readUInt16LE(0);
  const [sign, exponent, fraction] = [half >> 15 ? -1 : 1, (half >> 10) & 31, half & 1023];
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}

/** How the values of one column are read, or what they are. */
function cellOf(element: ThriftStruct, type: number): CellOf | string {
  const logical = structAt(element, 10);
  const converted = numberAt(element, 6) ?? -1;
  const is = (field: number | undefined) => field !== undefined && logical?.has(field) === true;
  if (is(DATE)) return 'dates';
  if (is(TIME)) return 'times';
  if (is(TIMESTAMP) || type === INT96) return 'timestamps';
  const refused = REFUSED_CONVERTED[converted];
  if (refused !== undefined) return refused;
  if (is(DECIMAL) || converted === CONVERTED_DECIMAL) {
    const scale = numberAt(structAt(logical, DECIMAL ?? 0), 1) ?? numberAt(element, 7) ?? 0;
    return decimalOf(type, scale);
  }
  if (type === BOOLEAN) return (values, place) => (values.number(place) === 1 ? 'true' : 'false');
  if (type === BYTE_ARRAY) {
    const isText = logical === undefined || is(STRING) || is(ENUM) || is(JSON_TEXT);
    return isText ? textOf : 'bytes';
  }
  if (type === FIXED) {
    if (is(FLOAT16)) return float16Of;
    return is(UUID) ? (values, place) => values.bytes(place).toString('hex') : 'bytes';
  }
  const isUnsigned =
    structAt(logical, INTEGER ?? 0)?.get(2) === false || CONVERTED_UNSIGNED.includes(converted);
  if (!isUnsigned) return (values, place) => values.number(place);
  if (type === INT32) return (values, place) => values.number(place) >>> 0;
  return (values, place) => Number(BigInt.asUintN(64, values.integer(place)));
}

/**
 * The columns of the first level, in the order of the file; a column inside another one is none.
 *
 * @returns Each with its place among the leaves, which is that of its pages in every row group.
 * @throws ParquetDamage
 */
export function parquetSchema(footer: ThriftStruct): readonly (ParquetColumn & { readonly leaf: number })[] {
  const [root, ...elements] = structsAt(footer, 2);
  if (root === undefined) throw new ParquetDamage('one without a schema');
  const columns: (ParquetColumn & { readonly leaf: number })[] = [];
  let [place, leaf] = [0, 0];
  /** Passes over what stands inside an element. */
  const skip = (children: number) => {
    for (let left = children; left > 0; left--) {
      const element = elements[place++];
      if (element === undefined) throw new ParquetDamage('a schema that ends too early');
      const inside = numberAt(element, 5) ?? 0;
      if (inside === 0) leaf++;
      left += inside;
    }
  };
  while (place < elements.length) {
    const element = elements[place++];
    const name = textAt(element, 4);
    if (element === undefined || name === undefined) throw new ParquetDamage('a column without a name');
    const children = numberAt(element, 5) ?? 0;
    const repetition = numberAt(element, 3) ?? 0;
    const isNested = children > 0 || repetition === 2;
    const type = isNested ? BYTE_ARRAY : sizeAt(element, 1);
    columns.push({
      name,
      type,
      width: numberAt(element, 2) ?? 0,
      isOptional: repetition === 1,
      cell: isNested ? 'nested values' : cellOf(element, type),
      leaf,
    });
    if (children === 0) leaf++;
    else skip(children);
  }
  return columns;
}
