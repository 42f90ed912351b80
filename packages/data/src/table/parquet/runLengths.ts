import { type ByteReader, ParquetDamage } from './thrift.ts';

/**
 * Fills `out` with numbers of `width` bits in runs: one of them repeated, or groups of eight packed
 * (https://parquet.apache.org/docs/file-format/data-pages/encodings/#RLE). A run that claims more than there is room for is cut.
 *
 * @throws ParquetDamage
 */
export function readRunLengths<Out extends Uint8Array | Int32Array>(
  reader: ByteReader,
  width: number,
  out: Out,
): Out {
  if (width > 31) throw new ParquetDamage('numbers of too many bits');
  const mask = 2 ** width - 1;
  for (let filled = 0; filled < out.length; ) {
    const head = reader.varint();
    const count = Math.floor(head / 2);
    if (head % 2 === 0) {
      let value = 0;
      for (let shift = 0; shift < width; shift += 8) value += reader.byte() * 2 ** shift;
      out.fill(value, filled, filled + count);
      filled += count;
      continue;
    }
    const end = Math.min(out.length, filled + 8 * count);
    // Up to 31 bits and 7 of the byte before: more than 32, so no shifts.
    let [held, bits] = [0, 0];
    for (; filled < end; filled++) {
      while (bits < width) {
        held += reader.byte() * 2 ** bits;
        bits += 8;
      }
      const value = held % (mask + 1);
      out[filled] = value;
      held = (held - value) / (mask + 1);
      bits -= width;
    }
  }
  return out;
}
