import type { Backend } from './Backend.ts';
import { findAdapter } from './webgpu/openDevice.ts';
import { adapterInUse, prepareWebGpu } from './webgpu/prepareWebGpu.ts';

/** A graphics card, through Dawn. */
export const webgpu = {
  name: 'webgpu',
  prepare: prepareWebGpu,
  async isFast() {
    return !(await findAdapter()).info.isFallbackAdapter;
  },
  async describeEngine() {
    const { description = '', device = '', isFallbackAdapter = false } = adapterInUse() ?? {};
    const name = description || device || 'an adapter without a name';
    return {
      engine: `WebGPU on ${name}`,
      inSoftware: isFallbackAdapter,
      threads: 1,
      determinism: 'same seed, same bits on one kind of graphics card and driver',
    };
  },
} as const satisfies Backend;
