import { LosskitError } from '@losskit/errors';

/**
 * Refuses two copies of TensorFlow.js's core: what one has patched, recorded or registered the other does not know, and numbers go
 * wrong without a word.
 *
 * @param ours - File that `@tensorflow/tfjs-core` is for losskit.
 * @param theirs - File that it is for `@tensorflow/tfjs`.
 */
export function checkOneTensorflow(ours: string, theirs: string): void {
  if (ours === theirs) return;
  throw new LosskitError(
    'two-tensorflows',
    `TensorFlow.js: expected one copy of @tensorflow/tfjs-core, got ${ours} and ${theirs}; install the same version of @tensorflow/tfjs and @tensorflow/tfjs-core, and see npm ls @tensorflow/tfjs-core.`,
  );
}
