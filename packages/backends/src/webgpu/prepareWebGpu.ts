import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';

import '../tensorflowJs.ts';
import { cpu } from '../cpu.ts';
import { installWebGpuKernels } from '../kernels/webgpu/installWebGpuKernels.ts';
import { mendShaders } from '../kernels/webgpu/mendShaders.ts';
import { DeviceWatch } from './DeviceWatch.ts';
import { guardReads } from './guardReads.ts';
import { findAdapter, openDevice } from './openDevice.ts';
import { processEventsOf } from './processEventsOf.ts';
import { INSTALL_COMMAND, unavailable } from './webgpuError.ts';
import { withNavigator } from './withNavigator.ts';

interface Running {
  readonly adapter: GPUAdapterInfo;
  readonly watch: DeviceWatch;
}

let installed = false;
let running: Running | undefined;

async function loadBackend() {
  try {
    return await import('@tensorflow/tfjs-backend-webgpu');
  } catch (cause) {
    const remedy = `install it with: ${INSTALL_COMMAND}`;
    throw unavailable('the package @tensorflow/tfjs-backend-webgpu', 'none that loads', remedy, cause);
  }
}

async function start(): Promise<void> {
  // Its kernels compute what WebGPU's can't.
  await cpu.prepare();
  const adapter = await findAdapter();
  const { WebGPUBackend } = await loadBackend();
  const device = await openDevice(adapter);
  const processEvents = await processEventsOf(device);
  if (processEvents === undefined) {
    throw unavailable(
      'webgpu 0.6',
      'another version, whose tensors cannot be read',
      `install it with: ${INSTALL_COMMAND}`,
    );
  }
  const watch = new DeviceWatch(device, processEvents);
  const backend: WebGPUBackend = withNavigator(() => new WebGPUBackend(device, adapter.info));
  guardReads(backend, watch);
  mendShaders(backend);
  tf.registerBackend('webgpu', () => backend, 0);
  if (!installed) installWebGpuKernels();
  installed = true;
  running = { adapter: adapter.info, watch };
}

/**
 * Selects WebGPU, anew where its device was lost.
 *
 * @throws LosskitError `backend-unavailable`, with what to do.
 */
export async function prepareWebGpu(): Promise<void> {
  if (running?.watch.isLost) {
    tf.removeBackend('webgpu');
    running = undefined;
  }
  if (tf.findBackend('webgpu') === null) await start();
  await tf.setBackend('webgpu');
}

/** What computes, once it is prepared. */
export function adapterInUse(): GPUAdapterInfo | undefined {
  return running?.adapter;
}
