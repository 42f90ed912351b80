import type { Numbers } from './Trace.ts';

/** The memory of some numbers, not a copy of it. */
export function bytesOf({ buffer, byteOffset, byteLength }: Numbers): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
