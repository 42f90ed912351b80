import type { Tensor } from '@tensorflow/tfjs-core';

/**
 * Targets that are known to be one-hot rows, each times a weight, because class ids were given; the numbers
 * alone would have to be read to know it.
 */
export const hardTargets = new WeakSet<Tensor>();
