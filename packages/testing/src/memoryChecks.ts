import type { AnyLoss } from '@losskit/losses/contract';
import * as tf from '@tensorflow/tfjs';

import { flatNumbers } from './allCloseMismatch.ts';
import { assertAllClose, type Check } from './Check.ts';
import { blockTensors, predictionIndex } from './lossBlocks.ts';
import { ROWS, sampleBlocks } from './lossSample.ts';

/** Ownership: inputs stay as they were, and the result is the only tensor left. */
export function memoryChecks(loss: AnyLoss): Check[] {
  function checkTensorsLeft(what: string, expected: number, run: () => unknown): void {
    const before = tf.memory().numTensors;
    run();
    const left = tf.memory().numTensors - before;
    if (left !== expected) throw new Error(`${what}: expected ${expected} new tensors, got ${left}`);
  }

  return [
    {
      name: 'neither changes nor disposes its inputs, and leaks no tensor, also when it throws or is differentiated',
      run: () => {
        const inputs = blockTensors(loss.declaration, sampleBlocks(loss), [ROWS], 'ids');
        const copies = inputs.map(flatNumbers);
        const place = predictionIndex(loss.declaration);
        const prediction = inputs[place] ?? tf.scalar(0);
        const weights = tf.ones([ROWS]);
        const evaluate = (options: object) => loss.evaluate(inputs, options);

        for (const reduction of ['mean', 'sum', 'none']) {
          const results: tf.Tensor[] = [];
          const call = () => results.push(evaluate({ weights, mask: [true], reduction }));
          checkTensorsLeft(`a call with ${reduction}`, 1, call);
          tf.dispose(results);
        }
        checkTensorsLeft('a refused call', 0, () => {
          try {
            evaluate({ weights: [[1, 2, 3]], reduction: 'mean' });
          } catch {
            return;
          }
          throw new Error('expected weights that do not fit to be refused');
        });
        const gradient = tf.grad((x) => loss.evaluate(inputs.with(place, x), { reduction: 'sum' }));
        checkTensorsLeft('a gradient', 0, () => tf.dispose(gradient(prediction)));

        inputs.forEach((input, index) => {
          if (input.isDisposed) throw new Error(`expected input ${index} to be kept, it was disposed`);
          assertAllClose(`input ${index}`, input, copies[index] ?? [], { rtol: 0, atol: 0 });
        });
        tf.dispose([...inputs, weights]);
      },
    },
  ];
}
