import { type ChildProcess, spawn } from 'node:child_process';
import { describe, expect, test } from 'vitest';

import { haveSameBits } from '../../fixtures/bitsOfThreads.ts';
import { chainedProducts, shapesOf, traceOf } from '../../fixtures/sharedSteps.ts';
import { Program } from '../program/Program.ts';
import { Workspace } from '../program/Workspace.ts';

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
