import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import type { StepFunction } from '../../fixtures/agreement.ts';
import { compiledProgram } from '../../fixtures/compiledProgram.ts';
import { randomTensor } from '../../fixtures/randomTensor.ts';

function filled(shape: number[], seed: number): tf.Tensor {
  return tf.tensor(Float32Array.from(Array.from(randomTensor(shape, seed).values)), shape);
}

/** Steps of which each multiplies what the one before gave: forwards, then back, which takes other kinds of products. */
function products(): StepFunction {
  const weights = filled([784, 128], 1);
  return {
    state: { weights },
    inputs: { rows: filled([64, 784], 2) },
    run({ weights: before = weights }, { rows = weights }) {
      const hidden = tf.tanh(tf.matMul(rows, before));
      const change = tf.matMul(rows, hidden, true);
      const back = tf.matMul(hidden, before, false, true);
      return { state: { weights: tf.sub(before, tf.mul(change, 0.001)) }, outputs: { back } };
    },
  };
}

test('two threads give the same bits as one, step for step', () => {
  const step = products();
  const [one, two] = ([1, 2] as const).map((threads) => compiledProgram(step, { threads, chunk: 4 }));
  for (let run = 0; run < 8; run++) {
    for (const { program } of [one, two].filter((made) => made !== undefined)) {
      for (let slot = 0; slot < 4; slot++) {
        program.staged('rows', slot)?.set(randomTensor([64, 784], 4 * run + slot).values);
      }
      program.run(4);
    }
    expect(two?.program.output('back', 3)).toEqual(one?.program.output('back', 3));
  }
  expect(two?.workspace.state('weights')).toEqual(one?.workspace.state('weights'));
  one?.workspace.dispose();
  two?.workspace.dispose();
});

test('a second thread does not keep a process alive, nor a disposed workspace', () => {
  const { program, workspace } = compiledProgram(products(), { threads: 2 });
  workspace.dispose();
  expect(program.chunk).toBe(1);
});
