import { typeError } from '@losskit/errors';

import type { NamedTensors } from '../model/NamedTensors.ts';
import type { StoredTensor } from './safetensors/Safetensors.ts';
import { writeSafetensors } from './safetensors/writeSafetensors.ts';
import { storedTensor } from './storedTensor.ts';

/**
 * The weights of a model as a safetensors file: its variables under their names, as JavaScript and Python
 * read them.
 *
 * @param metadata - Strings to keep with them.
 * @throws TypeError for a variable of text or complex numbers; RangeError for names that the format does not
 *   allow.
 */
export async function weightsFile(
  variables: NamedTensors,
  metadata: Readonly<Record<string, string>> = {},
): Promise<Uint8Array> {
  const tensors = new Map<string, StoredTensor>();
  for (const [name, tensor] of Object.entries(variables)) {
    const { dtype, shape } = tensor;
    if (dtype !== 'float32' && dtype !== 'int32' && dtype !== 'bool') {
      throw typeError('weightsFile', `'${name}' of numbers or booleans`, dtype);
    }
    tensors.set(name, storedTensor({ dtype, shape, values: await tensor.data() }));
  }
  return writeSafetensors({ metadata: new Map(Object.entries(metadata)), tensors });
}
