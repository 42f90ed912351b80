import { headerLength, PREFIX_BYTES, parseHeader } from './parseHeader.ts';
import type { Safetensors, StoredTensor } from './Safetensors.ts';

/**
 * Reads a safetensors file that is in memory: data only, checked in full before anything is made of it.
 *
 * Each tensor gets a copy of its bytes. Limits: a header of 16 MiB, 100,000 tensors, names of 1,024 bytes, 8
 * dimensions.
 *
 * @param bytes - The whole file.
 * @param file - What messages call it.
 * @throws LosskitError with one of the `safetensors-…` codes, for any file that the format does not allow.
 * @see https://github.com/huggingface/safetensors#format
 */
export function readSafetensors(bytes: Uint8Array, file = 'safetensors'): Safetensors {
  const length = headerLength(bytes.subarray(0, PREFIX_BYTES), bytes.length, file);
  const dataStart = PREFIX_BYTES + length;
  const header = parseHeader(bytes.subarray(PREFIX_BYTES, dataStart), bytes.length - dataStart, file);
  const tensors = new Map<string, StoredTensor>();
  for (const { name, dtype, shape, start, end } of header.tensors) {
    // Not slice: that of a Buffer does not copy.
    const own = new Uint8Array(bytes.subarray(dataStart + start, dataStart + end));
    tensors.set(name, { dtype, shape, bytes: own });
  }
  return { metadata: header.metadata, tensors };
}
