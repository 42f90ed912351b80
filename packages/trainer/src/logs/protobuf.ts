/** Where in a message a field starts: its number and how its value is written. */
function tag(field: number, wireType: number): Uint8Array {
  return varint((field << 3) | wireType);
}

/** Seven bits a byte, the lowest first; the highest bit says that more follow. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  // Not by shifts, which end at 32 bits.
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Uint8Array.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}

/** Bytes one after the other. */
export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let end = 0;
  for (const part of parts) {
    all.set(part, end);
    end += part.length;
  }
  return all;
}

/** A field of bytes: a message within the message, or numbers packed. */
export function bytesField(field: number, value: Uint8Array): Uint8Array {
  return concatBytes([tag(field, 2), varint(value.length), value]);
}

/** A field of text. */
export function stringField(field: number, value: string): Uint8Array {
  return bytesField(field, new TextEncoder().encode(value));
}

/** A field of an integer from 0 to 2⁵³ − 1; nothing for 0, which is what a missing field means. */
export function integerField(field: number, value: number): Uint8Array {
  return value === 0 ? new Uint8Array() : concatBytes([tag(field, 0), varint(value)]);
}

/** Little-endian float64, one after the other. */
function float64Bytes(values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(8 * values.length));
  for (const [index, value] of values.entries()) view.setFloat64(8 * index, value, true);
  return new Uint8Array(view.buffer);
}

/** A field of a float64; nothing for 0, which is what a missing field means. */
export function doubleField(field: number, value: number): Uint8Array {
  return value === 0 ? new Uint8Array() : concatBytes([tag(field, 1), float64Bytes([value])]);
}

/** A field of packed float64. */
export function doublesField(field: number, values: readonly number[]): Uint8Array {
  return bytesField(field, float64Bytes(values));
}

/** A field of a float32 that is one of several that exclude each other, and so is written though it be 0. */
export function floatField(field: number, value: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value, true);
  return concatBytes([tag(field, 5), new Uint8Array(view.buffer)]);
}

function readVarint(bytes: Uint8Array, start: number): { value: number; end: number } {
  let value = 0;
  for (let index = start, factor = 1; ; index++, factor *= 128) {
    const byte = bytes[index] ?? 0;
    value += (byte & 127) * factor;
    if (byte < 128) return { value, end: index + 1 };
  }
}

/** The integer in a field of a message; 0 where there is none. */
export function readIntegerField(message: Uint8Array, wanted: number): number {
  for (let position = 0; position < message.length; ) {
    const { value: head, end } = readVarint(message, position);
    const wireType = head & 7;
    if (wireType === 0) {
      const { value, end: next } = readVarint(message, end);
      if (head >>> 3 === wanted) return value;
      position = next;
    } else if (wireType === 2) {
      const { value: length, end: next } = readVarint(message, end);
      position = next + length;
    } else position = end + (wireType === 1 ? 8 : 4);
  }
  return 0;
}
