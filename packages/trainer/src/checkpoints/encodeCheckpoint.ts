import { rangeError } from '@losskit/errors';

import type { Checkpoint } from './Checkpoint.ts';
import { DIGEST_KEY, NO_DIGEST, sealCheckpoint } from './checkpointDigest.ts';
import { writeExactJson } from './exactJson.ts';
import type { StoredTensor } from './safetensors/Safetensors.ts';
import { writeSafetensors } from './safetensors/writeSafetensors.ts';
import { storedTensor } from './storedTensor.ts';

export const CHECKPOINT_FORMAT = 'losskit-checkpoint';
export const CHECKPOINT_VERSION = '1';

/** Names of tensors that are text. Not in the header, whose length is limited where a history's is not. */
export const PROGRESS_NAME = 'json/progress';
export const MEMORY_NAME = 'json/memory';

/** What no tensor of a state is called. */
export const TEXT_PREFIX = 'json/';

function storedText(text: string): StoredTensor {
  const bytes = new TextEncoder().encode(text);
  return { dtype: 'U8', shape: [bytes.length], bytes };
}

/**
 * A checkpoint as one safetensors file, which Python's reader opens too.
 *
 * The header's metadata hold `sha256` (of the whole file with 64 zeros in its place), format, version, step,
 * the run's identity and accepted changes. The tensors are those of the state by their names, and the texts
 * `json/progress` and `json/memory` (UTF-8).
 *
 * @throws RangeError for a state whose names or sizes the format does not allow.
 */
export function encodeCheckpoint({ state, identity, memory, accepted }: Checkpoint): Uint8Array {
  const tensors = new Map<string, StoredTensor>();
  for (const [name, data] of state.tensors) {
    if (name.startsWith(TEXT_PREFIX)) {
      throw rangeError('encodeCheckpoint', `names of tensors that do not start with ${TEXT_PREFIX}`, name);
    }
    tensors.set(name, storedTensor(data));
  }
  tensors.set(PROGRESS_NAME, storedText(writeExactJson(state.progress)));
  tensors.set(MEMORY_NAME, storedText(writeExactJson(memory)));
  const metadata = new Map([
    [DIGEST_KEY, NO_DIGEST],
    ['format', CHECKPOINT_FORMAT],
    ['version', CHECKPOINT_VERSION],
    ['step', String(state.step)],
    ['identity', JSON.stringify(identity)],
    ['accepted', JSON.stringify(accepted)],
  ]);
  const file = writeSafetensors({ metadata, tensors });
  sealCheckpoint(file);
  return file;
}
