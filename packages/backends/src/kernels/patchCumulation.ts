import * as tf from '@tensorflow/tfjs-core';

import { kernelInput, patchKernel } from './patchKernel.ts';

/** Has cumulative sums and products count an axis below 0 from the end. */
export function patchCumulation(backendName: string): void {
  for (const kernelName of ['Cumsum', 'Cumprod']) {
    const reason = `a negative axis gave a tensor without a shape on ${backendName}`;
    patchKernel(backendName, kernelName, reason, (own) => (call) => {
      const { shape } = kernelInput(call, 'x');
      const [axis = 0] = tf.util.parseAxisParam(Number(call.attrs?.axis ?? 0), shape);
      return own({ ...call, attrs: { ...call.attrs, axis } });
    });
  }
}
