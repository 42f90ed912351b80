import { prepareBackend } from '@losskit/backends';
import { allLosses } from '@losskit/losses/registry';
import { KINDS } from '@losskit/tasks';
import {
  agreement,
  blockTensors,
  forBlocks,
  predictionIndex,
  sampleBlocks,
  TOLERANCE,
} from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

// 10 rows are no multiple of a vector's four.
const ROWS = 10;

const others = allLosses.filter(
  ({ declaration }) => !Object.values(KINDS).some((kind) => kind.fits(declaration)),
);

describe.each(['cpu', 'wasm'] as const)('losses that no kind of target trains, compiled on %s', (backend) => {
  test.each(others.map((loss) => [loss.declaration.name, forBlocks(loss)] as const))(
    'a descent along %s agrees with the eager one over ten steps',
    async (_name, loss) => {
      await prepareBackend(backend, 'dense');
      const inputs = blockTensors(loss.declaration, sampleBlocks(loss, ROWS), [ROWS], 'ids');
      const place = predictionIndex(loss.declaration);
      const { difference, where } = agreement(
        {
          state: { prediction: tf.add(inputs[place] ?? Number.NaN, 0) },
          inputs: Object.fromEntries(inputs.map((input, index) => [`input${index}`, input])),
          run(state, given) {
            const { prediction = tf.scalar(Number.NaN) } = state;
            const all = inputs.map((input, index) => given[`input${index}`] ?? input);
            const descent = tf.valueAndGrad((x) => loss.evaluate(all.with(place, x)));
            const { value, grad } = descent(prediction);
            return { state: { prediction: tf.sub(prediction, tf.mul(0.01, grad)) }, outputs: { value } };
          },
        },
        10,
        { least: 0.1 },
      );
      expect(difference, where).toBeLessThan(TOLERANCE);
    },
  );
});
