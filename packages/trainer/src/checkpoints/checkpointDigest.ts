import { createHash } from 'node:crypto';

import { PREFIX_BYTES } from './safetensors/parseHeader.ts';
import { METADATA_KEY } from './safetensors/Safetensors.ts';

/**
 * The key of the digest: the first of the metadata, which come first in the header, so that its place is
 * fixed.
 */
export const DIGEST_KEY = 'sha256';

const START = PREFIX_BYTES + `{"${METADATA_KEY}":{"${DIGEST_KEY}":"`.length;
const LENGTH = 64;

/** What stands in place of the digest while it is computed. */
export const NO_DIGEST = '0'.repeat(LENGTH);

/**
 * The sha256, in hexadecimal, of a checkpoint with {@link NO_DIGEST} in place of its digest, piece by piece.
 */
export function checkpointHash(): { update(piece: Uint8Array): void; digest(): string } {
  const hash = createHash('sha256');
  let position = 0;
  return {
    update(piece) {
      const start = Math.max(START - position, 0);
      const end = Math.min(START + LENGTH - position, piece.length);
      position += piece.length;
      if (start >= end) {
        hash.update(piece);
        return;
      }
      hash.update(piece.subarray(0, start));
      hash.update(NO_DIGEST.slice(0, end - start));
      hash.update(piece.subarray(end));
    },
    digest: () => hash.digest('hex'),
  };
}

/** Puts the digest of a checkpoint into its place. */
export function sealCheckpoint(file: Uint8Array): void {
  const hash = checkpointHash();
  hash.update(file);
  file.set(new TextEncoder().encode(hash.digest()), START);
}
