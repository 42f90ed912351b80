const [PLUS, COMMA, MINUS, POINT, ZERO, NINE] = [43, 44, 45, 46, 48, 57];
/** Bit that tells capitals from small letters. */
const CASE = 32;
const SMALL_E = 101;

export type Decimal = '.' | ',';

const POWERS = Float64Array.from({ length: 23 }, (_, power) => 10 ** power);
/** Up to so many digits a decimal is a whole number below 2⁵³. */
const EXACT_DIGITS = 15;

function isDigit(byte: number | undefined): byte is number {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}

/**
 * The number that bytes spell, rounded as `Number` rounds; NaN where they spell none. A whole number below 2⁵³ times or through
 * a power of ten up to 10²² is rounded once (Clinger 1990, doi:10.1145/93542.93557); others go through text.
 */
export function parseNumber(bytes: Buffer, start: number, end: number, decimal: number): number {
  let place = start;
  const sign = bytes[place];
  if (sign === PLUS || sign === MINUS) place++;
  let mantissa = 0;
  let digits = 0;
  let fraction = 0;
  let byte = bytes[place];
  for (; place < end && isDigit(byte); byte = bytes[++place]) {
    mantissa = 10 * mantissa + byte - ZERO;
    digits++;
  }
  if (place < end && byte === decimal) {
    byte = bytes[++place];
    for (; place < end && isDigit(byte); byte = bytes[++place]) {
      mantissa = 10 * mantissa + byte - ZERO;
      digits++;
      fraction++;
    }
  }
  if (digits === 0) return Number.NaN;
  let exponent = 0;
  if (place < end && ((byte ?? 0) | CASE) === SMALL_E) {
    byte = bytes[++place];
    const isNegative = byte === MINUS;
    if (isNegative || byte === PLUS) byte = bytes[++place];
    const first = place;
    for (; place < end && isDigit(byte); byte = bytes[++place]) exponent = 10 * exponent + byte - ZERO;
    if (place === first) return Number.NaN;
    if (isNegative) exponent = -exponent;
  }
  if (place !== end) return Number.NaN;
  const power = exponent - fraction;
  if (digits > EXACT_DIGITS || Math.abs(power) >= POWERS.length) {
    return Number(bytes.toString('latin1', start, end).replace(',', '.'));
  }
  const size = power < 0 ? mantissa / (POWERS[-power] ?? 1) : mantissa * (POWERS[power] ?? 1);
  return sign === MINUS ? -size : size;
}

/** Reads the cells of one table as numbers. */
export interface NumberReader {
  /** NaN where the cell is none; infinite where it is too large for float64. */
  read(bytes: Buffer, start: number, end: number): number;
  /** What the cells have, or were said to have; points where none had a fraction. */
  readonly decimal: Decimal;
  /** The first of the decimal commas, where every one of them could as well separate thousands. */
  readonly ambiguous: string | undefined;
}

/** `1,234` may be 1234 or 1.234; `0,123`, `1,5` and `1234,567` are clear. */
const MAY_BE_GROUPS = /^[+-]?[1-9]\d{0,2},\d{3}$/;

/** @param known - The decimal mark; undefined where the first number with a fraction decides. */
export function numberReader(known: Decimal | undefined): NumberReader {
  let mark = known === undefined ? undefined : known === ',' ? COMMA : POINT;
  let ambiguous: string | undefined;
  let isClear = known !== undefined;
  function readUndecided(bytes: Buffer, start: number, end: number): number {
    const withPoint = parseNumber(bytes, start, end, POINT);
    if (!Number.isNaN(withPoint)) {
      if (bytes.toString('latin1', start, end).includes('.')) {
        mark = POINT;
        isClear = true;
      }
      return withPoint;
    }
    const withComma = parseNumber(bytes, start, end, COMMA);
    if (!Number.isNaN(withComma)) mark = COMMA;
    return withComma;
  }
  return {
    get decimal() {
      return mark === COMMA ? ',' : '.';
    },
    get ambiguous() {
      return isClear ? undefined : ambiguous;
    },
    read(bytes, start, end) {
      const value =
        mark === undefined ? readUndecided(bytes, start, end) : parseNumber(bytes, start, end, mark);
      if (isClear || mark !== COMMA || Number.isNaN(value)) return value;
      const text = bytes.toString('latin1', start, end);
      if (MAY_BE_GROUPS.test(text)) ambiguous ??= text;
      else if (text.includes(',')) isClear = true;
      return value;
    },
  };
}
