import { brotliDecompressSync, gunzipSync } from 'node:zlib';

import { decompressLz4Raw, decompressSnappy, decompressZstd } from 'hyparquet-compressors';

import { ParquetDamage } from './thrift.ts';

/** Writers make pages of a few megabytes at most. */
const MAX_PAGE_BYTES = 2 ** 27;

/** By the number that the format gives them; the others are LZO and the LZ4 of Hadoop. */
const CODECS: Readonly<Record<number, (bytes: Buffer, size: number) => Uint8Array>> = {
  0: (bytes) => bytes,
  1: decompressSnappy,
  2: (bytes, size) => gunzipSync(bytes, { maxOutputLength: size }),
  4: (bytes, size) => brotliDecompressSync(bytes, { maxOutputLength: size }),
  6: (bytes, size) => decompressZstd(bytes, new Uint8Array(size)),
  7: decompressLz4Raw,
};

/** The bytes of a page, of which there are as many as it claims. @throws ParquetDamage */
export function decompressPage(codec: number, bytes: Buffer, size: number): Buffer {
  if (size > MAX_PAGE_BYTES || bytes.length > MAX_PAGE_BYTES) {
    throw new ParquetDamage(`a page of more than ${MAX_PAGE_BYTES / 2 ** 20} MiB`);
  }
  const decompress = CODECS[codec];
  if (decompress === undefined) {
    throw new ParquetDamage('compression by LZO or the LZ4 of Hadoop (write it with zstd)');
  }
  let page: Uint8Array;
  try {
    page = size === 0 ? new Uint8Array(0) : decompress(bytes, size);
  } catch {
    throw new ParquetDamage('a page that cannot be unpacked');
  }
  if (page.length !== size) throw new ParquetDamage('a page of another size than it claims');
  return Buffer.from(page.buffer, page.byteOffset, page.byteLength);
}
