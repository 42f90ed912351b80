import { hasVulkan } from './hasVulkan.ts';
import { INSTALL_COMMAND, unavailable } from './webgpuError.ts';

const NO_ADAPTER =
  'update the driver of the graphics card (on Linux its Vulkan driver, and the package libvulkan1), or use --backend wasm';

let gpu: GPU | undefined;

/**
 * Loads Dawn and asks it for the fastest adapter, once.
 *
 * @throws LosskitError `backend-unavailable`, with what to do.
 */
export async function findAdapter(): Promise<GPUAdapter> {
  if (!hasVulkan()) throw unavailable('a graphics card', 'no Vulkan loader', NO_ADAPTER);
  try {
    const { create, globals } = await import('webgpu');
    // Enumerations and classes that the backend looks up as browsers have them.
    Object.assign(globalThis, globals);
    gpu ??= create([]);
  } catch (cause) {
    throw unavailable(
      'the package webgpu',
      'one that does not load',
      `install it with: ${INSTALL_COMMAND}`,
      cause,
    );
  }
  const adapter = await gpu
    .requestAdapter({ powerPreference: 'high-performance' })
    .catch((cause: unknown) => {
      throw unavailable('a graphics card', 'a driver that fails', NO_ADAPTER, cause);
    });
  if (adapter === null) throw unavailable('a graphics card', 'none with a driver', NO_ADAPTER);
  return adapter;
}

/** Limits of the adapter that the backend's kernels are made for, rather than those of every adapter. */
const LIMITS = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const;

/** A device with all that its adapter can do. @throws LosskitError `backend-unavailable` where the driver gives none. */
export async function openDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  const requiredLimits = Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name]]));
  return adapter.requestDevice({ requiredLimits }).catch((cause: unknown) => {
    throw unavailable('a graphics card', 'one whose driver gives no device', NO_ADAPTER, cause);
  });
}
