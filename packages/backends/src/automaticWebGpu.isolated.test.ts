import { beforeEach, describe, expect, test, vi } from 'vitest';

import type { Workload } from './Workload.ts';

/** What a driver says of a graphics card. */
const HARDWARE = {
  vendor: 'nvidia',
  architecture: 'hopper',
  device: '0x2330',
  description: 'NVIDIA H200',
  isFallbackAdapter: false,
};

const requestAdapter = vi.fn<() => Promise<{ info: typeof HARDWARE } | null>>();
const prepareWebGpu = vi.fn<() => Promise<void>>();

vi.mock('./webgpu/hasVulkan.ts', () => ({ hasVulkan: () => true }));
vi.mock('./webgpu/prepareWebGpu.ts', () => ({ prepareWebGpu, adapterInUse: () => undefined }));

/** What `auto` takes where the package webgpu is as given. */
async function taken(
  workload: Workload,
  openPackage: () => object = () => ({ create: () => ({ requestAdapter }), globals: {} }),
): Promise<string> {
  vi.resetModules();
  vi.doMock('webgpu', openPackage);
  const { prepareBackend } = await import('./prepareBackend.ts');
  return (await prepareBackend('auto', workload)).name;
}

const found = (change: Partial<typeof HARDWARE> = {}) =>
  requestAdapter.mockResolvedValue({ info: { ...HARDWARE, ...change } });

beforeEach(() => {
  vi.resetAllMocks();
  // Neither is native installed.
  vi.stubEnv('LOSSKIT_CACHE', import.meta.dirname);
});

describe('with a graphics card', () => {
  test('auto takes webgpu for a large model', async () => {
    found();
    expect(await taken('large')).toBe('webgpu');
    expect(prepareWebGpu).toHaveBeenCalledOnce();
  });

  test.each(['tiny', 'dense', 'convolution'] as const)(
    'auto does not ask for it for a %s model',
    async (workload) => {
      found();
      expect(['cpu', 'wasm']).toContain(await taken(workload));
      expect(requestAdapter).not.toHaveBeenCalled();
    },
  );
});

describe('auto does not take webgpu for a large model', () => {
  test.each<[string, Partial<typeof HARDWARE>]>([
    ['an adapter that Dawn calls a processor', { isFallbackAdapter: true }],
    [
      'SwiftShader',
      { vendor: 'google', architecture: 'swiftshader', description: 'SwiftShader Device (Subzero)' },
    ],
    ['llvmpipe', { vendor: 'mesa', description: 'llvmpipe (LLVM 15.0.6, 256 bits)' }],
    ['a software renderer', { description: 'Acme Software Renderer' }],
    ['the Windows software adapter', { vendor: 'microsoft', description: 'Microsoft Basic Render Driver' }],
    ['a device of type CPU', { device: 'CPU' }],
  ])('on %s', async (_, change) => {
    found(change);
    expect(await taken('large')).not.toBe('webgpu');
    expect(requestAdapter).toHaveBeenCalledOnce();
    expect(prepareWebGpu).not.toHaveBeenCalled();
  });

  test('where there is no adapter', async () => {
    requestAdapter.mockResolvedValue(null);
    expect(await taken('large')).not.toBe('webgpu');
  });

  test('where asking for one fails', async () => {
    requestAdapter.mockRejectedValue(new Error('the driver crashed'));
    expect(await taken('large')).not.toBe('webgpu');
    expect(prepareWebGpu).not.toHaveBeenCalled();
  });

  test('where the package is missing', async () => {
    const missing = () => {
      throw Object.assign(new Error("Cannot find package 'webgpu'"), { code: 'ERR_MODULE_NOT_FOUND' });
    };
    expect(await taken('large', missing)).not.toBe('webgpu');
    expect(prepareWebGpu).not.toHaveBeenCalled();
  });

  test('where Dawn does not start', async () => {
    const failing = () => ({
      create: () => {
        throw new Error('no instance');
      },
      globals: {},
    });
    expect(await taken('large', failing)).not.toBe('webgpu');
  });
});
