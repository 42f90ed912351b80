import type { Backend } from './Backend.ts';
import { computesOnGpu, listDevices } from './native/devices.ts';
import { readInstallation } from './native/installation.ts';
import { nativeThreads } from './native/loadNative.ts';
import { nativeFolder } from './native/nativeFolder.ts';
import { INSTALL_COMMAND, prepareNative } from './native/prepareNative.ts';

/** TensorFlow's own library, once it is installed. */
export const native = {
  name: 'native',
  prepare: prepareNative,
  async describeEngine() {
    const installation = await readInstallation(nativeFolder());
    const engine = installation ? `TensorFlow ${installation.tensorflow}` : 'TensorFlow of tfjs-node';
    const threads = nativeThreads().withinOperation;
    if (computesOnGpu())
      return { engine: `${engine} on a GPU`, threads, determinism: 'not promised: no GPU was measured' };
    const determinism = 'same seed and TF_NUM_INTRAOP_THREADS, same bits on one kind of processor';
    return { engine, threads, determinism };
  },
  listDevices: () => listDevices(),
  installCommand: INSTALL_COMMAND,
} as const satisfies Backend;
