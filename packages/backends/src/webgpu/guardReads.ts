import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';

import type { DeviceWatch } from './DeviceWatch.ts';

/** The bytes of a buffer, at once. */
function readBuffer(backend: WebGPUBackend, buffer: GPUBuffer, watch: DeviceWatch): ArrayBuffer {
  const { device, bufferManager } = backend;
  const staging = bufferManager.acquireBuffer(buffer.size, GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ);
  // What was asked for before comes first.
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  backend.submitQueue();
  const copy = device.createCommandEncoder();
  copy.copyBufferToBuffer(buffer, 0, staging, 0, buffer.size);
  device.queue.submit([copy.finish()]);
  watch.mapNow(staging);
  const bytes = staging.getMappedRange().slice(0);
  staging.unmap();
  bufferManager.releaseBuffer(staging);
  return bytes;
}

/**
 * Has a backend read tensors synchronously too, for which tfjs needs a browser's canvas, and has every read throw where the device
 * failed or is gone.
 */
export function guardReads(backend: WebGPUBackend, watch: DeviceWatch): void {
  const own = { read: backend.read.bind(backend), readSync: backend.readSync.bind(backend) };
  backend.readSync = (dataId) => {
    watch.check();
    const data = backend.tensorMap.get(dataId);
    const { values, dtype, resource } = data;
    // Complex numbers are two tensors, which tfjs reads by this function.
    if (values || dtype === 'complex64' || !(resource instanceof GPUBuffer)) return own.readSync(dataId);
    const bytes = readBuffer(backend, resource, watch);
    data.values = tf.util.convertBackendValuesAndArrayBuffer(bytes, dtype);
    return data.values;
  };
  backend.read = async (dataId) => {
    watch.check();
    try {
      return await own.read(dataId);
    } finally {
      // A device that is lost rejects the read as aborted, which says less.
      watch.check();
    }
  };
}
