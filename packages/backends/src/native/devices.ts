import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';

import { NATIVE_BACKEND } from './loadNative.ts';
import { deviceListerFile, nativeFolder } from './nativeFolder.ts';

/** Full names: `/job:localhost/replica:0/task:0/device:GPU:0`. */
const deviceSchema = z.object({ name: z.string().regex(/device:./), type: z.string() });
const listerSchema = z.object({ listDevices: z.function({ input: [], output: z.array(deviceSchema) }) });

/** What asks the loaded TensorFlow for its devices. */
export type DeviceLister = z.infer<typeof listerSchema>;

/** Reads what an addon exports, whose answers are then held against their form. */
export const readLister = (addon: unknown): DeviceLister => listerSchema.parse(addon);

function installedLister(): DeviceLister | undefined {
  const file = deviceListerFile(nativeFolder());
  return existsSync(file) ? readLister(createRequire(import.meta.url)(file)) : undefined;
}

/** Whether the loaded TensorFlow has taken a GPU, which it does wherever it sees one. */
export function computesOnGpu(): boolean {
  const backend: object | null = tf.findBackend(NATIVE_BACKEND);
  return backend !== null && Reflect.get(backend, 'isUsingGpuDevice') === true;
}

/**
 * The devices that the loaded TensorFlow sees: `CPU:0`, `GPU:0`. An installation without our addon, which is one with tfjs-node's own,
 * tells only the one in use.
 */
export function listDevices(lister: DeviceLister | undefined = installedLister()): readonly string[] {
  if (lister === undefined) return [computesOnGpu() ? 'GPU:0' : 'CPU:0'];
  return lister.listDevices().map(({ name }) => name.slice(name.indexOf('device:') + 'device:'.length));
}
