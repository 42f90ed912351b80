import * as tf from '@tensorflow/tfjs-core';

import { installFastCpuKernels } from './fastCpuKernels.ts';
import { patchCumulation } from './patchCumulation.ts';
import { kernelInput, patchKernel } from './patchKernel.ts';
import { patchReductions } from './patchReductions.ts';
import { patchSelect } from './patchSelect.ts';

/** The version of tfjs whose kernels were found wrong. A later one keeps its own. */
const FAULTY_VERSION = '4.22.0';

/** Has NaN give NaN, which tfjs takes for 0. */
function patchSign(): void {
  patchKernel('cpu', 'Sign', 'it gave 0 for NaN on cpu', (own) => (call) => {
    const { dataId, shape, dtype } = kernelInput(call, 'x');
    if (dtype !== 'float32') return own(call);
    const backend = tf.findBackend('cpu');
    const signs = Float32Array.from(Object.values(backend.readSync(dataId)), (x) => Math.sign(Number(x)));
    return { dataId: backend.write(signs, shape, dtype), shape, dtype };
  });
}

/** Corrects kernels of the cpu backend, and makes some of them faster. */
export function installCpuKernels(): void {
  if (tf.version_core !== FAULTY_VERSION) return;
  installFastCpuKernels();
  patchSelect('cpu');
  patchReductions('cpu');
  patchCumulation('cpu');
  patchSign();
}
