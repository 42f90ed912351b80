import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { compiledProgram } from '../../fixtures/compiledProgram.ts';

/** In MiB: what the collector leaves for later. */
const MOST_GROWTH = 40;

test('hundreds of programs leave no memory behind', () => {
  const x = tf.ones([50, 20]);
  const compileMany = (first: number, count: number) => {
    for (let number = first; number < first + count; number++) {
      const { program, workspace } = compiledProgram({
        state: { x },
        inputs: {},
        // Another constant makes another program.
        run: ({ x: before = x }) => {
          const moved = tf.tanh(tf.add(before, number));
          return { state: { x: tf.softmax(moved) }, outputs: { sum: tf.sum(moved) } };
        },
      });
      program.run(1);
      expect(program.output('sum')[0]).toBe(1000);
      workspace.dispose();
    }
    return process.memoryUsage.rss() / 2 ** 20;
  };
  const tensors = tf.memory().numTensors;
  const before = compileMany(20, 200);
  expect(compileMany(1000, 600) - before).toBeLessThan(MOST_GROWTH);
  expect(tf.memory().numTensors).toBe(tensors);
});
