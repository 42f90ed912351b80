import { LosskitError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs';

const PACKAGE = '@tensorflow/tfjs-node';

/** Selects native TensorFlow where the user installed `@tensorflow/tfjs-node` and its binary loads. */
export async function prepareNative(): Promise<void> {
  try {
    await import(PACKAGE);
  } catch (cause) {
    throw new LosskitError(
      'backend-unavailable',
      `backend: expected ${PACKAGE} to be installed and to load, got neither; use --backend wasm, ` +
        `which needs nothing installed.`,
      {},
      { cause },
    );
  }
  await tf.setBackend('tensorflow');
}
