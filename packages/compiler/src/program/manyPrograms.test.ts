import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import type { StepFunction } from '../../fixtures/agreement.ts';
import { compiledProgram } from '../../fixtures/compiledProgram.ts';
import { traceOf } from '../../fixtures/sharedSteps.ts';

/** In MiB: the code that is kept, and what the collector leaves for later. The numbers of all programs would be three times as much. */
const MOST_GROWTH = 60;

test('hundreds of programs leave no memory behind', () => {
  const x = tf.ones([400, 400]);
  const compileMany = (first: number, count: number) => {
    for (let number = first; number < first + count; number++) {
      const step: StepFunction = {
        state: { x },
        inputs: {},
        // Another constant makes another program.
        run: ({ x: before = x }) => {
          const moved = tf.add(before, number);
          return { state: { x: moved }, outputs: { largest: tf.max(moved) } };
        },
      };
      const { program, workspace } = compiledProgram(step, { trace: traceOf(step) });
      program.run(1);
      expect(program.output('largest')[0]).toBe(1 + number);
      workspace.dispose();
    }
    return process.memoryUsage.rss() / 2 ** 20;
  };
  const tensors = tf.memory().numTensors;
  const before = compileMany(20, 100);
  expect(compileMany(1000, 300) - before).toBeLessThan(MOST_GROWTH);
  expect(tf.memory().numTensors).toBe(tensors);
});
