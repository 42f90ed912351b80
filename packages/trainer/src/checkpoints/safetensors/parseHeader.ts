import { describeValue, type ErrorCode, LosskitError } from '@losskit/errors';

import { type HeaderJson, type HeaderObject, parseHeaderJson } from './parseHeaderJson.ts';
import {
  ELEMENT_BYTES,
  HEADER_CAP,
  METADATA_KEY,
  NAME_CAP,
  RANK_CAP,
  type SafetensorsType,
  TENSOR_CAP,
} from './Safetensors.ts';

/** Bytes of the header's length at the start of a file. */
export const PREFIX_BYTES = 8;

/** Where in the data a tensor stands. */
export interface PlacedTensor {
  readonly name: string;
  readonly dtype: SafetensorsType;
  readonly shape: readonly number[];
  /** Bytes from the start of the data. */
  readonly start: number;
  readonly end: number;
}

/** A header that has been checked against the size of its file. */
export interface Header {
  readonly metadata: ReadonlyMap<string, string>;
  /** In the order of the data, without gap or overlap. */
  readonly tensors: readonly PlacedTensor[];
}

type SafetensorsCode = Extract<ErrorCode, `safetensors-${string}`>;

function problem(code: SafetensorsCode, file: string, expected: string, got: string): LosskitError {
  return new LosskitError(code, `${file}: expected ${expected}, got ${got}.`, { file });
}

/**
 * The length of the header, from the first bytes of a file of `fileSize` bytes.
 *
 * @throws LosskitError `safetensors-header-missing`, `-header-too-large` or `-header-beyond-file`.
 */
export function headerLength(prefix: Uint8Array, fileSize: number, file: string): number {
  if (prefix.length < PREFIX_BYTES) {
    const code = 'safetensors-header-missing';
    throw problem(code, file, `a file of at least ${PREFIX_BYTES} bytes`, `${prefix.length}`);
  }
  const view = new DataView(prefix.buffer, prefix.byteOffset, PREFIX_BYTES);
  // As two words: one number cannot hold 64 bits.
  const length = view.getUint32(0, true);
  if (view.getUint32(4, true) > 0 || length > HEADER_CAP) {
    const shown = view.getBigUint64(0, true);
    throw problem(
      'safetensors-header-too-large',
      file,
      `a header of at most ${HEADER_CAP} bytes`,
      `${shown}`,
    );
  }
  if (length > fileSize - PREFIX_BYTES) {
    const code = 'safetensors-header-beyond-file';
    throw problem(code, file, `a header within the file's ${fileSize} bytes`, `${length} bytes`);
  }
  return length;
}

/** A whole number as it must be written: no sign, fraction or exponent, and exact in JavaScript. */
function wholeNumber(value: HeaderJson | undefined): number | undefined {
  if (typeof value !== 'object' || !('digits' in value) || !/^\d+$/.test(value.digits)) return undefined;
  const number = Number(value.digits);
  return Number.isSafeInteger(number) ? number : undefined;
}

function wholeNumbers(value: HeaderJson | undefined): number[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const numbers = value.map(wholeNumber);
  return numbers.every((number) => number !== undefined) ? numbers : undefined;
}

function isType(name: HeaderJson | undefined): name is SafetensorsType {
  return typeof name === 'string' && Object.hasOwn(ELEMENT_BYTES, name);
}

function placeTensor(name: string, info: HeaderObject, file: string): PlacedTensor {
  const tensor = `tensor ${describeValue(name)}`;
  const dtype = info.get('dtype');
  if (!isType(dtype)) {
    const types = Object.keys(ELEMENT_BYTES).join(', ');
    const got = typeof dtype === 'string' ? describeValue(dtype) : 'none';
    throw problem('safetensors-dtype-unknown', file, `the dtype of ${tensor} to be one of ${types}`, got);
  }
  const shape = wholeNumbers(info.get('shape'));
  const bytes = shape?.reduce((product, size) => product * size, ELEMENT_BYTES[dtype]);
  if (!shape || shape.length > RANK_CAP || bytes === undefined || !Number.isSafeInteger(bytes)) {
    const expected = `the shape of ${tensor} to be at most ${RANK_CAP} whole numbers whose product is exact`;
    throw problem('safetensors-shape-invalid', file, expected, 'another');
  }
  const [start, end, more] = wholeNumbers(info.get('data_offsets')) ?? [];
  if (start === undefined || end === undefined || more !== undefined || end < start) {
    const expected = `the data_offsets of ${tensor} to be a start and an end`;
    throw problem('safetensors-offsets-invalid', file, expected, 'others');
  }
  if (end - start !== bytes) {
    const expected = `${tensor} of ${dtype} [${shape}] to take ${bytes} bytes`;
    throw problem('safetensors-size-mismatch', file, expected, `${end - start}`);
  }
  if (info.size !== 3) {
    throw problem('safetensors-header-malformed', file, `three keys of ${tensor}`, `${info.size}`);
  }
  return { name, dtype, shape, start, end };
}

function readMetadata(node: HeaderJson | undefined, file: string): Map<string, string> {
  const metadata = new Map<string, string>();
  if (node === undefined) return metadata;
  if (!(node instanceof Map)) {
    throw problem('safetensors-header-malformed', file, `${METADATA_KEY} to be an object`, 'another kind');
  }
  for (const [key, value] of node) {
    if (typeof value !== 'string') {
      const expected = `${METADATA_KEY} to hold strings only`;
      throw problem('safetensors-header-malformed', file, expected, `another kind at ${describeValue(key)}`);
    }
    metadata.set(key, value);
  }
  return metadata;
}

function checkPlaces(tensors: readonly PlacedTensor[], dataSize: number, file: string): void {
  let end = 0;
  for (const { name, start, end: next } of tensors) {
    if (start !== end) {
      const expected = `tensor ${describeValue(name)} to start at byte ${end}, where the one before it ends`;
      throw problem('safetensors-offsets-invalid', file, expected, `${start}`);
    }
    end = next;
  }
  if (end !== dataSize) {
    throw problem('safetensors-data-incomplete', file, `${end} bytes of data`, `${dataSize}`);
  }
}

function decodeUtf8(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw problem('safetensors-header-not-utf8', file, 'a header of UTF-8', 'other bytes');
  }
}

/**
 * Parses and checks a header: each key once, known types, shapes that fit their bytes, and data of `dataSize`
 * bytes that the tensors fill without gap or overlap. Nothing is allocated from what it claims.
 *
 * @throws LosskitError with one of the `safetensors-…` codes.
 */
export function parseHeader(bytes: Uint8Array, dataSize: number, file: string): Header {
  const text = decodeUtf8(bytes, file);
  const root = parseHeaderJson(text, file);
  if (!(root instanceof Map) || !text.startsWith('{')) {
    throw problem('safetensors-header-malformed', file, "a header that starts with '{'", 'another');
  }
  const count = root.size - (root.has(METADATA_KEY) ? 1 : 0);
  if (count > TENSOR_CAP) {
    throw problem('safetensors-too-many-tensors', file, `at most ${TENSOR_CAP} tensors`, `${count}`);
  }
  const tensors: PlacedTensor[] = [];
  for (const [name, info] of root) {
    if (name === METADATA_KEY) continue;
    if (Buffer.byteLength(name) > NAME_CAP) {
      const expected = `names of tensors of at most ${NAME_CAP} bytes`;
      throw problem('safetensors-name-too-long', file, expected, describeValue(name));
    }
    if (!(info instanceof Map)) {
      const expected = `tensor ${describeValue(name)} to be an object`;
      throw problem('safetensors-header-malformed', file, expected, 'another kind');
    }
    tensors.push(placeTensor(name, info, file));
  }
  tensors.sort((a, b) => a.start - b.start || a.end - b.end);
  checkPlaces(tensors, dataSize, file);
  return { metadata: readMetadata(root.get(METADATA_KEY), file), tensors };
}
