/** Bytes of one element by data type, as safetensors names the types. */
export const ELEMENT_BYTES = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E5M2: 1,
  F8_E4M3: 1,
  I16: 2,
  U16: 2,
  F16: 2,
  BF16: 2,
  I32: 4,
  U32: 4,
  F32: 4,
  I64: 8,
  U64: 8,
  F64: 8,
  C64: 8,
} as const;

export type SafetensorsType = keyof typeof ELEMENT_BYTES;

/** A tensor as the file holds it: little-endian, in row-major order. */
export interface StoredTensor {
  readonly dtype: SafetensorsType;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/**
 * What a safetensors file holds. Maps, because names come from outside: `__proto__` is a name like any other.
 */
export interface Safetensors {
  readonly metadata: ReadonlyMap<string, string>;
  readonly tensors: ReadonlyMap<string, StoredTensor>;
}

/** The longest header, in bytes. */
export const HEADER_CAP = 16 * 2 ** 20;
/** The maximum number of tensors. */
export const TENSOR_CAP = 100_000;
/** The longest name of a tensor, in bytes of UTF-8. */
export const NAME_CAP = 1024;
/** The maximum rank of a tensor. */
export const RANK_CAP = 8;

/** The header's key for what isn't a tensor. */
export const METADATA_KEY = '__metadata__';
