import type { AnyLoss } from '@losskit/losses/contract';
import * as tf from '@tensorflow/tfjs';

import { assertAllClose, type Check } from './Check.ts';
import { blockTensors, specialBlocks } from './lossBlocks.ts';
import { lossOf, ROWS, sampleBlocks, withNaN } from './lossSample.ts';

/** Dtypes, NaN and numbers far out. */
export function numberChecks(loss: AnyLoss): Check[] {
  const { declaration } = loss;
  return [
    {
      name: 'takes int32 inputs as the same numbers',
      run: () => {
        const whole = sampleBlocks(loss).map((block) => block.map(Math.round));
        tf.tidy(() => {
          const floats = blockTensors(declaration, whole, [ROWS], 'ids');
          const integers = floats.map((tensor) => tf.cast(tensor, 'int32'));
          const [got, wanted] = [integers, floats].map((inputs) =>
            loss.evaluate(inputs, { reduction: 'none' }),
          );
          if (got?.dtype !== 'float32')
            throw new Error(`expected a loss of dtype float32, got ${got?.dtype}`);
          assertAllClose('int32 inputs', got, wanted ?? []);
        });
      },
    },
    {
      name: 'is NaN where the prediction is NaN',
      run: () => {
        const [first = [], ...others] = sampleBlocks(loss);
        const { value } = lossOf(loss, [withNaN(loss, first), ...others], { reduction: 'none' });
        const clean = lossOf(loss, [first, ...others], { reduction: 'none' }).value;
        // A batch-dependent loss hands the NaN on to the other rows.
        const unaffected = declaration.batchDependent ? value : clean;
        assertAllClose('loss', value, [Number.NaN, ...unaffected.slice(1)], { equalNaN: true });
      },
    },
    {
      name: 'is finite, with a finite gradient, at the edges of its domain and far out',
      run: () => {
        const { value, gradient } = lossOf(loss, specialBlocks(declaration), { reduction: 'mean' });
        const wrong = [...value, ...gradient].filter((number) => !Number.isFinite(number));
        if (wrong.length > 0) throw new Error(`expected finite numbers, got ${wrong.join(', ')}`);
      },
    },
  ];
}
