import { crc32c } from './crc32c.ts';

/**
 * TFRecord framing: length (uint64) and its checksum, data and their checksum, all little-endian.
 *
 * The checksums are masked, so that records within records don't fit each other's.
 *
 * @see https://www.tensorflow.org/tutorials/load_data/tfrecord#tfrecords_format_details
 */
const HEADER = 12;
const FOOTER = 4;
const MASK = 0xa282ead8;

function maskedChecksum(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + MASK) >>> 0;
}

/** One record around `data`. */
export function frameRecord(data: Uint8Array): Uint8Array {
  const record = new Uint8Array(HEADER + data.length + FOOTER);
  const view = new DataView(record.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(8, maskedChecksum(record.subarray(0, 8)), true);
  record.set(data, HEADER);
  view.setUint32(HEADER + data.length, maskedChecksum(data), true);
  return record;
}

/**
 * The data of the records one after the other, as far as they are whole: a crash can leave a part of the last
 * one.
 */
export function* readRecords(bytes: Uint8Array): Generator<Uint8Array, void> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let start = 0; start + HEADER + FOOTER <= bytes.length; ) {
    if (view.getUint32(start + 8, true) !== maskedChecksum(bytes.subarray(start, start + 8))) return;
    const length = Number(view.getBigUint64(start, true));
    const end = start + HEADER + length;
    if (end + FOOTER > bytes.length) return;
    const data = bytes.subarray(start + HEADER, end);
    if (view.getUint32(end, true) !== maskedChecksum(data)) return;
    yield data;
    start = end + FOOTER;
  }
}
