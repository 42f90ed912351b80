import { describe, expect, test } from 'vitest';

import { tinyCase } from '../../fixtures/tinyCase.ts';
import { makeProblem } from '../cases/problem.ts';
import { commandContestant, processorSeconds } from './commandContestant.ts';

describe('a command', () => {
  test('runs once a step, each time with its number', async () => {
    const runs: number[] = [];
    const contestant = commandContestant('node', (run) => {
      runs.push(run);
      return [process.execPath, '--eval', '0'];
    });
    const session = await contestant.start(makeProblem(tinyCase), '');
    const { elapsed, processor } = await session.run(2);
    expect(runs).toEqual([0, 1]);
    expect(elapsed).toBeGreaterThan(0);
    expect(processor).toBeGreaterThan(0);
  });

  test('that fails is no time', async () => {
    const contestant = commandContestant('node', () => [process.execPath, '--eval', 'process.exit(3)']);
    const session = await contestant.start(makeProblem(tinyCase), '');
    await expect(session.run(1)).rejects.toThrow('expected exit code 0, got 3.');
  });

  test('has taken what the shell says of its children', () => {
    expect(processorSeconds('0m0.00s 0m0.01s\n1m2.50s 0m0.25s\n')).toBe(62.75);
  });
});
