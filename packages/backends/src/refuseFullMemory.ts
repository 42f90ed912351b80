import { LosskitError } from '@losskit/errors';
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { KernelBackend } from '@tensorflow/tfjs-core';

/** WebAssembly addresses 32 bits. A larger number of bytes would be cut to them, and succeed. */
const MOST_BYTES = 2 ** 32;

/** What the module has that its type leaves out. */
interface Allocator {
  _malloc(bytes: number): number;
  _free(address: number): void;
}

function isAllocator(module: object): module is Allocator {
  return ['_malloc', '_free'].every((name) => typeof Reflect.get(module, name) === 'function');
}

const guarded = new WeakSet<object>();

/**
 * Makes tensors for which WebAssembly has no memory an error. tfjs takes the 0 with which that is answered for an address, so that from then on
 * tensors overwrite each other silently.
 */
export function refuseFullMemory(backend: KernelBackend): void {
  if (!(backend instanceof BackendWasm)) return;
  const wasm: object = backend.wasm;
  if (!isAllocator(wasm) || guarded.has(wasm)) return;
  guarded.add(wasm);
  // The first call puts another function in its place.
  wasm._free(wasm._malloc(1));
  const allocate = wasm._malloc;
  wasm._malloc = (bytes) => {
    const address = bytes < MOST_BYTES ? allocate(bytes) : 0;
    if (address !== 0 || bytes === 0) return address;
    throw new LosskitError(
      'out-of-memory',
      `wasm: expected room for a tensor of ${Math.ceil(bytes / 2 ** 20)} MiB, got none of the 4096 MiB that WebAssembly can have; ` +
        'smaller batches need less, and native TensorFlow has more.',
    );
  };
}
