import type { AnyLoss } from '@losskit/losses/contract';
import * as tf from '@tensorflow/tfjs';

import type { Check } from './Check.ts';
import { inTensorScope } from './inTensorScope.ts';
import { blockTensors, predictionIndex } from './lossBlocks.ts';
import { ROWS, sampleBlocks } from './lossSample.ts';

/** Its recursion runs in JavaScript, in a kernel of its own that reads its inputs where they lie. */
const READS_IN_ITS_KERNEL = 'ctc';

/**
 * How many times `run` reads a tensor, and how many times a source of losses reads from the backend itself.
 */
function readsOf(run: () => void): { readonly tensors: number; readonly backend: number } {
  const engine = tf.engine();
  const { backend } = engine;
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 2;
  const own = { readSync: engine.readSync, read: engine.read, backendReadSync: backend.readSync };
  const reads = { tensors: 0, backend: 0 };
  engine.readSync = (dataId) => {
    reads.tensors++;
    return own.readSync.call(engine, dataId);
  };
  engine.read = (dataId) => {
    reads.tensors++;
    return own.read.call(engine, dataId);
  };
  backend.readSync = (dataId) => {
    // Kernels of the backend itself read their inputs by it, which is no reading back.
    const [, , caller = ''] = new Error().stack?.split('\n') ?? [];
    if (/losses.(?:src|dist)/.test(caller)) reads.backend++;
    return own.backendReadSync.call(backend, dataId);
  };
  try {
    run();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    engine.readSync = own.readSync;
    engine.read = own.read;
    backend.readSync = own.backendReadSync;
  }
  return reads;
}

/**
 * A training step must not wait for numbers: a loss computes without reading any tensor, and so does its
 * gradient.
 */
export function readChecks(loss: AnyLoss): Check[] {
  const { declaration } = loss;
  return [
    {
      name: 'reads no tensor, in value and gradient, whatever counts',
      run: () =>
        inTensorScope(() => {
          const inputs = blockTensors(declaration, sampleBlocks(loss), [ROWS], 'ids');
          const place = predictionIndex(declaration);
          const prediction = inputs[place] ?? tf.scalar(Number.NaN);
          const [weights, mask] = [tf.ones([ROWS]), tf.ones([ROWS], 'bool')];
          const [mean, both] = [{ reduction: 'mean' }, { weights, mask }];
          const { tensors, backend } = readsOf(() => {
            for (const given of [{}, { weights }, { mask }, both]) {
              loss.sumAndWeight(inputs, { ...mean, ...given });
            }
            for (const given of [mean, { ...mean, ...both }, { ...both, reduction: 'sum' }]) {
              tf.grad((x) => loss.evaluate(inputs.with(place, x), given))(prediction);
            }
          });
          if (tensors > 0) throw new Error(`expected no tensor to be read, got ${tensors} reads`);
          if (backend > 0 && declaration.name !== READS_IN_ITS_KERNEL) {
            throw new Error(`expected no reads from the backend, got ${backend}`);
          }
        }),
    },
  ];
}
