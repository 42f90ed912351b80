/** A chunk of a PNG file. */
export interface PngChunk {
  readonly type: string;
  readonly content: Uint8Array;
  /** Whether its checksum is right; looked at where it is asked for. */
  isIntact(): boolean;
}

const SIGNATURE_LENGTH = 8;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 (ISO 3309). Node 20.0 to 20.14 have none. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** The chunks of a PNG up to its end chunk, or as far as whole ones are there. */
export function* pngChunks(bytes: Uint8Array): Generator<PngChunk> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let start = SIGNATURE_LENGTH; start + 12 <= bytes.length; ) {
    const end = start + 8 + view.getUint32(start);
    if (end + 4 > bytes.length) return;
    const type = String.fromCharCode(...bytes.subarray(start + 4, start + 8));
    if (type === 'IEND') return;
    const [named, crc] = [bytes.subarray(start + 4, end), view.getUint32(end)];
    yield { type, content: bytes.subarray(start + 8, end), isIntact: () => crc32(named) === crc };
    start = end + 4;
  }
}
