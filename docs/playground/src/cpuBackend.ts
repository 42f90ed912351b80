import '@tensorflow/tfjs-backend-cpu';
// What bundlers leave out of tfjs-core, and Node has.
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import * as tf from '@tensorflow/tfjs-core';

/** Settled once tensors can be computed. */
export const cpuBackend = tf.setBackend('cpu');
