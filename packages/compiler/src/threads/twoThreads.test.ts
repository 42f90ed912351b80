import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

import type { StepFunction } from '../../fixtures/agreement.ts';
import { compiledProgram } from '../../fixtures/compiledProgram.ts';
import { chainedProducts, LOOP_STEPS, PRODUCT_STEPS, shapesOf, traceOf } from '../../fixtures/sharedSteps.ts';
import { Program } from '../program/Program.ts';
import { Workspace } from '../program/Workspace.ts';

/** All numbers of a step after so many steps, as bytes. */
function bytesAfter(step: StepFunction, steps: number, threads: 1 | 2, trace = traceOf(step)): string {
  const workspace = new Workspace(shapesOf(step), threads);
  const program = new Program(workspace, trace);
  for (const [name, tensor] of Object.entries(step.state)) workspace.state(name).set(tensor.dataSync());
  for (let taken = 0; taken < steps; taken++) program.run(1);
  const all = [
    ...Object.keys(step.state).map((name) => workspace.state(name)),
    ...[...trace.outputs.keys()].map((name) => program.output(name)),
  ];
  const bytes = all.map(({ buffer, byteOffset, byteLength }) =>
    Buffer.from(buffer, byteOffset, byteLength).toString('base64'),
  );
  workspace.dispose();
  return bytes.join();
}

function haveSameBits(step: StepFunction, steps: number): boolean {
  const trace = traceOf(step);
  return bytesAfter(step, steps, 2, trace) === bytesAfter(step, steps, 1, trace);
}

describe('two threads have the bits of one', () => {
  test.each(LOOP_STEPS)('in loops over %s', (_, _shared, makeStep) => {
    expect(haveSameBits(makeStep(), 6)).toBe(true);
  });

  test.each(PRODUCT_STEPS)('in the product %s', (_, makeStep) => {
    expect(haveSameBits(makeStep(), 4)).toBe(true);
  });
});

/** Processes that keep cores busy. */
function burden(count: number): ChildProcess[] {
  return Array.from({ length: count }, () =>
    spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }),
  );
}

describe('on busy cores', () => {
  test('steps of any sizes end, with the same bits', () => {
    const others = burden(1);
    try {
      for (let round = 0; round < 6; round++) {
        const [rows, inputs, units] = [8 + 26 * round, 700 - 80 * round, 16 + 22 * round];
        const step = chainedProducts(rows, inputs, units);
        expect(haveSameBits(step, 20), `${[rows, inputs, units]}`).toBe(true);
      }
    } finally {
      for (const other of others) other.kill('SIGKILL');
    }
  });

  test('a thousand short programs end, each of them with a run', () => {
    const others = burden(1);
    const step = chainedProducts(64, 128, 128);
    const trace = traceOf(step);
    try {
      for (let made = 0; made < 1000; made++) {
        const workspace = new Workspace(shapesOf(step), 2);
        new Program(workspace, trace).run(1);
        workspace.dispose();
      }
    } finally {
      for (const other of others) other.kill('SIGKILL');
    }
  });
});

test('several programs of a workspace take turns', () => {
  const step = chainedProducts();
  const { program, workspace } = compiledProgram(step, { threads: 2 });
  const trace = traceOf(step);
  const other = new Program(workspace, trace, { chunk: 3 });
  for (let round = 0; round < 3; round++) {
    program.run(1);
    other.run(2);
  }
  const digest = Buffer.from(workspace.state('weights').slice().buffer).toString('base64');
  expect(bytesAfter(step, 9, 1).startsWith(digest)).toBe(true);
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
