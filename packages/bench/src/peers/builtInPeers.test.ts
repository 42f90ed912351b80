import { describe, expect, test } from 'vitest';

import { tinyCase } from '../../fixtures/tinyCase.ts';
import type { Case, TrainingWork, Work } from '../cases/Case.ts';
import { makeProblem } from '../cases/problem.ts';
import { agree } from '../measure/agreement.ts';
import type { Peer } from '../protocol/Peer.ts';
import { handLoop } from './handLoop.ts';
import { losskitCompiled } from './losskitCompiled.ts';
import { losskitStep } from './losskitStep.ts';
import { losskitTrain } from './losskitTrain.ts';
import { memoryLoop, rootLoop } from './memoryLoop.ts';

const train = losskitTrain('losskit train', 'cpu', 'off');
const trainCompiled = losskitTrain('losskit train compiled', 'wasm', 'require');
const compiled = losskitCompiled('losskit compiled');
const step = losskitStep('cpu');

/** What a peer comes to after the steps that all must agree on. */
async function valuesOf(peer: Peer, work: Work) {
  const given: Case = { ...tinyCase, work };
  const runner = await peer.start(makeProblem(given));
  await runner.run(given.checkSteps);
  return runner.evaluate();
}

const line: TrainingWork = {
  kind: 'training',
  rows: 8,
  batch: 4,
  input: [1],
  layers: [{ kind: 'dense', units: 1 }],
  loss: 'meanSquaredError',
  optimizer: { kind: 'sgd', learningRate: 0.1 },
};
const sigmoids: TrainingWork = {
  ...line,
  input: [3],
  layers: [
    { kind: 'dense', units: 4, activation: 'sigmoid' },
    { kind: 'dense', units: 2, activation: 'sigmoid' },
  ],
};

describe('built-in peers come to the same loss', () => {
  test.each<[string, Work, readonly Peer[]]>([
    ['a line', line, [handLoop, compiled, train, trainCompiled]],
    ['a network of sigmoids', sigmoids, [handLoop, compiled]],
    ['a loss', { kind: 'loss', loss: 'crossEntropy', shape: [4, 3] }, [compiled]],
    ['an update', { kind: 'update', parameters: 10, learningRate: 0.1 }, [compiled, train, trainCompiled]],
    ['a product', { kind: 'product', m: 3, k: 4, n: 5, transposeB: true }, [compiled]],
  ])('of %s', async (_, work, peers) => {
    const expected = await valuesOf(step, work);
    for (const peer of peers) {
      const values = await valuesOf(peer, work);
      expect(agree(values, expected), `${peer.name}: ${values}, not ${expected}`).toBe(true);
    }
  });

  test('which training has changed', async () => {
    const trained = await valuesOf(handLoop, sigmoids);
    const runner = await handLoop.start(makeProblem({ ...tinyCase, work: sigmoids }));
    expect(agree(await runner.evaluate(), trained)).toBe(false);
  });
});

describe('a peer that a case is not meant for', () => {
  test('says so', async () => {
    const update = { kind: 'update', parameters: 10, learningRate: 0.1 } as const;
    await expect(valuesOf(handLoop, update)).rejects.toThrow('it is written for training only');
    await expect(valuesOf(train, { kind: 'command' })).rejects.toThrow('it trains only');
    await expect(valuesOf(memoryLoop, line)).rejects.toThrow('it is a yardstick for updates only');
    const lstm: TrainingWork = { ...line, input: [2, 1], layers: [{ kind: 'lstm', units: 1 }] };
    await expect(valuesOf(handLoop, lstm)).rejects.toThrow('it is written for dense layers only');
  });
});

test.each([memoryLoop, rootLoop])('the yardstick $name comes to nothing', async (yardstick) => {
  expect(await valuesOf(yardstick, { kind: 'update', parameters: 10, learningRate: 0.1 })).toEqual([]);
});
