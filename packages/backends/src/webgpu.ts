import type { Backend } from './Backend.ts';
import { isSoftwareAdapter } from './webgpu/isSoftwareAdapter.ts';
import { findAdapter } from './webgpu/openDevice.ts';
import { adapterInUse, prepareWebGpu } from './webgpu/prepareWebGpu.ts';

/** A graphics card, through Dawn. */
export const webgpu = {
  name: 'webgpu',
  prepare: prepareWebGpu,
  async isFast() {
    return !isSoftwareAdapter((await findAdapter()).info);
  },
  async describeEngine() {
    const adapter = adapterInUse();
    const name = adapter?.description || adapter?.device || 'an adapter without a name';
    return {
      engine: `WebGPU on ${name}`,
      inSoftware: adapter !== undefined && isSoftwareAdapter(adapter),
      threads: 1,
      determinism: 'same seed, same bits on one kind of graphics card and driver',
    };
  },
} as const satisfies Backend;
