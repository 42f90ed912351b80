import * as tf from '@tensorflow/tfjs';
import { afterAll } from 'vitest';

// Files that share a process with others leave tfjs as they found it: what passes must not need patches that
// another file has installed.

/** The kernels of all backends that are loaded, and the gradients of what they compute. */
function registered(): Map<string, unknown> {
  const kernels = tf
    .engine()
    .backendNames()
    .flatMap((backend) => tf.getKernelsForBackend(backend));
  return new Map(
    kernels.flatMap(({ backendName, kernelName, kernelFunc }): [string, unknown][] => [
      [`kernel ${kernelName} of ${backendName}`, kernelFunc],
      [`gradient of ${kernelName}`, tf.getGradient(kernelName)?.gradFunc],
    ]),
  );
}

const before = registered();

afterAll(() => {
  const now = registered();
  const changed = [...before].filter(([name, found]) => now.get(name) !== found).map(([name]) => name);
  if (changed.length === 0) return;
  throw new Error(
    `expected tfjs to be left as it was, got another ${changed.slice(0, 3).join(', ')}; name the file *.isolated.test.ts, which has a process of its own`,
  );
});
