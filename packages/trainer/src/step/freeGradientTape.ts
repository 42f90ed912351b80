import * as tf from '@tensorflow/tfjs-core';

/**
 * Frees what tfjs keeps for a gradient whose function threw: it only does so itself when all goes well, so
 * that each failure would leak the intermediate results. To be called after the throw, outside of any other
 * gradient.
 */
export function freeGradientTape(): void {
  const { state } = tf.engine();
  if (state.gradientDepth > 0) return;
  // Null where no gradient was begun, whatever the type says.
  for (const { saved } of state.activeTape ?? []) tf.dispose(saved);
  state.activeTape = [];
}
