import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { tinyCase } from '../../fixtures/tinyCase.ts';
import type { Case } from './Case.ts';
import { convolution } from './convolution.ts';
import { lstm } from './lstm.ts';
import { makeProblem, valuesOf, weightsOf } from './problem.ts';
import { readProblem, writeProblem } from './problemFolder.ts';

const shapesOf = (given: Case) => weightsOf(makeProblem(given)).map(({ shape }) => shape);

describe('a problem', () => {
  test('has the same numbers each time, and others for each tensor', () => {
    const [one, other] = [makeProblem(tinyCase), makeProblem(tinyCase)];
    expect(one).toEqual(other);
    const [first, , third] = weightsOf(one);
    expect(first?.values.slice(0, 3)).not.toEqual(third?.values.slice(0, 3));
  });

  test('has weights in the shapes of tfjs', () => {
    expect(shapesOf(tinyCase)).toEqual([[3, 5], [5], [5, 3], [3]]);
    expect(shapesOf(convolution)).toEqual([[3, 3, 3, 32], [32], [3, 3, 32, 64], [64], [2304, 3], [3]]);
    expect(shapesOf(lstm)).toEqual([[64, 256], [64, 256], [256]]);
  });

  test('has class ids in their range', () => {
    const { values } = valuesOf(makeProblem(tinyCase), 'targets');
    expect(values).toHaveLength(8);
    expect([...values].every((id) => id === 0 || id === 1 || id === 2)).toBe(true);
  });

  test('has operands that are stored transposed', () => {
    const work = { kind: 'product', m: 2, k: 3, n: 4, transposeA: true, transposeB: true } as const;
    const problem = makeProblem({ ...tinyCase, work });
    expect([valuesOf(problem, 'a').shape, valuesOf(problem, 'b').shape]).toEqual([
      [3, 2],
      [4, 3],
    ]);
  });

  test('has labels of sequences without the blank', () => {
    const work = { kind: 'loss', loss: 'ctc', shape: [2, 40, 5] } as const;
    const { shape, values } = valuesOf(makeProblem({ ...tinyCase, work }), 'truth');
    expect(shape).toEqual([2, 30]);
    expect(Math.min(...values)).toBe(1);
    expect(Math.max(...values)).toBe(4);
  });

  test('says which tensors it has where another is asked for', () => {
    expect(() => valuesOf(makeProblem(tinyCase), 'bias')).toThrow(
      /expected a tensor out of inputs, targets, weight 0.*got 'bias'/,
    );
  });

  test('comes out of its folder as it went in', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'losskit-bench-'));
    const problem = makeProblem(tinyCase);
    await writeProblem(folder, problem);
    expect(await readProblem(folder)).toEqual(problem);
    await rm(folder, { recursive: true });
  });
});
