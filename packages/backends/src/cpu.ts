import * as tf from '@tensorflow/tfjs-core';

import './tensorflowJs.ts';
import type { Backend } from './Backend.ts';
import { installCpuKernels } from './kernels/installCpuKernels.ts';

let installed = false;

/** Plain JavaScript, which always runs. */
export const cpu = {
  name: 'cpu',
  async prepare() {
    if (!installed) installCpuKernels();
    installed = true;
    await tf.setBackend('cpu');
  },
  async describeEngine() {
    return { engine: `tfjs ${tf.version_core}`, threads: 1, determinism: 'same seed, same bits' };
  },
  // A whole batch of convolutions takes half a minute.
  timedRows: { convolution: 1 },
} as const satisfies Backend;
