import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

import { bytesAfter, haveSameBits } from '../../fixtures/bitsOfThreads.ts';
import { compiledProgram } from '../../fixtures/compiledProgram.ts';
import { chainedProducts, LOOP_STEPS, PRODUCT_STEPS, traceOf } from '../../fixtures/sharedSteps.ts';
import { Program } from '../program/Program.ts';

describe('two threads have the bits of one', () => {
  test.each(LOOP_STEPS)('in loops over %s', (_, _shared, makeStep) => {
    expect(haveSameBits(makeStep(), 6)).toBe(true);
  });

  test.each(PRODUCT_STEPS)('in the product %s', (_, makeStep) => {
    expect(haveSameBits(makeStep(), 4)).toBe(true);
  });
});

test('several programs of a workspace take turns', () => {
  const step = chainedProducts(64, 130);
  const trace = traceOf(step);
  const { program, workspace } = compiledProgram(step, { threads: 2, trace });
  const other = new Program(workspace, trace, { chunk: 3 });
  for (let round = 0; round < 3; round++) {
    program.run(1);
    other.run(2);
  }
  const bytes = Buffer.from(workspace.state('weights').slice().buffer);
  expect(bytesAfter(step, 9, 1).subarray(0, bytes.length).equals(bytes)).toBe(true);
  workspace.dispose();
});

test('a process ends by itself, with and without disposal', () => {
  const compiler = fileURLToPath(new URL('../../dist/index.js', import.meta.url));
  const script = `
    import { Program, Workspace, recordTrace } from ${JSON.stringify(compiler)};
    import * as tf from '@tensorflow/tfjs';
    const state = { w: tf.ones([256, 256]) };
    const trace = recordTrace({ state, inputs: {}, run: () => ({ state: { w: tf.matMul(state.w, state.w) }, outputs: {} }) });
    for (const disposes of [true, false]) {
      const workspace = new Workspace({ w: { shape: [256, 256], dtype: 'float32' } }, 2);
      new Program(workspace, trace).run(1);
      if (disposes) workspace.dispose();
    }
    console.log('ran');
  `;
  const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect([status, stdout]).toEqual([0, 'ran\n']);
});
