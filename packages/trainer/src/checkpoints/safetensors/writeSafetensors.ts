import { describeValue, rangeError } from '@losskit/errors';

import { PREFIX_BYTES } from './parseHeader.ts';
import {
  ELEMENT_BYTES,
  HEADER_CAP,
  METADATA_KEY,
  NAME_CAP,
  RANK_CAP,
  type Safetensors,
  type StoredTensor,
  TENSOR_CAP,
} from './Safetensors.ts';

const LONE_SURROGATE = /\p{Surrogate}/u;

function refuse(what: string, got: unknown): RangeError {
  return rangeError('writeSafetensors', what, got);
}

function checkTensor(name: string, { dtype, shape, bytes }: StoredTensor): void {
  if (name === METADATA_KEY || LONE_SURROGATE.test(name) || Buffer.byteLength(name) > NAME_CAP) {
    throw refuse(`a name of at most ${NAME_CAP} bytes of Unicode other than ${METADATA_KEY}`, name);
  }
  if (shape.length > RANK_CAP || !shape.every((size) => Number.isSafeInteger(size) && size >= 0)) {
    throw refuse(`the shape of ${describeValue(name)} to be at most ${RANK_CAP} integers >= 0`, shape.join());
  }
  const wanted = shape.reduce((product, size) => product * size, ELEMENT_BYTES[dtype]);
  if (bytes.length !== wanted) {
    throw refuse(`${wanted} bytes for ${describeValue(name)} of ${dtype} [${shape}]`, bytes.length);
  }
}

/** Wide elements first, so that each tensor stands at a multiple of its element's size; then by name. */
function inOrder(tensors: Safetensors['tensors']): [string, StoredTensor][] {
  return [...tensors].sort(
    ([a, { dtype: first }], [b, { dtype: second }]) =>
      ELEMENT_BYTES[second] - ELEMENT_BYTES[first] || (a < b ? -1 : 1),
  );
}

/**
 * The object of these entries, as JSON. By hand, because an object would move keys such as "7" to the front.
 */
function jsonObject(entries: readonly (readonly [string, string])[]): string {
  return `{${entries.map(([key, json]) => `${JSON.stringify(key)}:${json}`).join()}}`;
}

/**
 * Writes a safetensors file into memory. Equal contents give equal bytes, but for the order of the metadata,
 * which is kept.
 *
 * @throws RangeError for names, shapes or sizes that the format or a limit of {@link readSafetensors} does
 *   not allow.
 * @see https://github.com/huggingface/safetensors#format
 */
export function writeSafetensors({ metadata, tensors }: Safetensors): Uint8Array {
  if (tensors.size > TENSOR_CAP) throw refuse(`at most ${TENSOR_CAP} tensors`, tensors.size);
  const ordered = inOrder(tensors);
  let dataSize = 0;
  const entries: (readonly [string, string])[] = [];
  if (metadata.size > 0) {
    const strings = [...metadata].map(([key, value]) => [key, JSON.stringify(value)] as const);
    const broken = strings.find(([key]) => LONE_SURROGATE.test(key + (metadata.get(key) ?? '')));
    if (broken) throw refuse('metadata of whole Unicode characters', broken[0]);
    entries.push([METADATA_KEY, jsonObject(strings)]);
  }
  for (const [name, tensor] of ordered) {
    checkTensor(name, tensor);
    const place = [dataSize, dataSize + tensor.bytes.length];
    dataSize += tensor.bytes.length;
    entries.push([name, JSON.stringify({ dtype: tensor.dtype, shape: tensor.shape, data_offsets: place })]);
  }
  const json = new TextEncoder().encode(jsonObject(entries));
  // Padded with spaces, so that the data start at a multiple of 8.
  const length = Math.ceil(json.length / 8) * 8;
  if (length > HEADER_CAP) throw refuse(`a header of at most ${HEADER_CAP} bytes`, length);

  const dataStart = PREFIX_BYTES + length;
  const file = new Uint8Array(dataStart + dataSize);
  new DataView(file.buffer).setBigUint64(0, BigInt(length), true);
  file.set(json, PREFIX_BYTES);
  file.fill(0x20, PREFIX_BYTES + json.length, dataStart);
  let position = dataStart;
  for (const [, { bytes }] of ordered) {
    file.set(bytes, position);
    position += bytes.length;
  }
  return file;
}
