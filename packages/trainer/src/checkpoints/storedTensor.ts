import type { TensorData } from '../loop/TrainingState.ts';
import type { SafetensorsType, StoredTensor } from './safetensors/Safetensors.ts';

const TYPES: Readonly<Record<TensorData['dtype'], SafetensorsType>> = {
  float32: 'F32',
  int32: 'I32',
  bool: 'BOOL',
};

/** The numbers of a tensor as a safetensors file holds them. */
export function storedTensor({ dtype, shape, values }: TensorData): StoredTensor {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return { dtype: TYPES[dtype], shape, bytes };
}
