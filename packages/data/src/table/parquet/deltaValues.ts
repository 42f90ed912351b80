import { type ByteReader, ParquetDamage } from './thrift.ts';

/**
 * Whole numbers as differences, DELTA_BINARY_PACKED of
 * https://parquet.apache.org/docs/file-format/data-pages/encodings/#delta-encoding-delta_binary_packed--5.
 *
 * @param bits - Of the type, in which sums wrap.
 * @throws ParquetDamage
 */
export function readDeltas(reader: ByteReader, count: number, bits: 32 | 64): BigInt64Array {
  const block = reader.varint();
  const miniblocks = reader.varint();
  const each = block / miniblocks;
  if (!Number.isInteger(each) || each === 0 || each % 8 !== 0) throw new ParquetDamage('blocks of no size');
  reader.varint();
  const out = new BigInt64Array(count);
  const zigzag = () => {
    const value = reader.bigVarint();
    return (value >> 1n) ^ -(value & 1n);
  };
  let value = zigzag();
  let filled = 0;
  if (count > 0) out[filled++] = value;
  while (filled < count) {
    const least = zigzag();
    for (const width of Buffer.from(reader.take(miniblocks))) {
      if (filled === count) break;
      if (width > 64) throw new ParquetDamage('numbers of too many bits');
      const packed = reader.take((each * width) / 8);
      const mask = (1n << BigInt(width)) - 1n;
      let [held, has, place] = [0n, 0, 0];
      for (let one = 0; one < each && filled < count; one++) {
        for (; has < width; has += 8) held |= BigInt(packed[place++] ?? 0) << BigInt(has);
        value = BigInt.asIntN(bits, value + least + (held & mask));
        held >>= BigInt(width);
        has -= width;
        out[filled++] = value;
      }
    }
  }
  return out;
}
