import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

import type { NamedTensors } from './NamedTensors.ts';

/**
 * The sha256, in hexadecimal, over names, shapes, dtypes and bits of all tensors, sorted by name.
 *
 * Two runs have the same digest exactly if their weights are bit-identical.
 */
export async function weightsDigest(tensors: NamedTensors): Promise<string> {
  const hash = sha256.create();
  for (const name of Object.keys(tensors).sort()) {
    const tensor = tensors[name];
    if (!tensor) continue;
    const values = await tensor.data();
    hash.update(utf8ToBytes(JSON.stringify([name, tensor.dtype, tensor.shape])));
    hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }
  return bytesToHex(hash.digest());
}
