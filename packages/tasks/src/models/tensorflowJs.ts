import { createRequire } from 'node:module';

/**
 * TensorFlow.js with its layers. Not by `import`, with which Node reads all of its files once more for the names that they export:
 * that takes longer than to run them.
 */
export const tensorflowJs: typeof import('@tensorflow/tfjs') = createRequire(import.meta.url)(
  '@tensorflow/tfjs',
);

// Without its greeting on the first tensor, which a loss's options may be, long before a backend is chosen.
tensorflowJs.enableProdMode();
