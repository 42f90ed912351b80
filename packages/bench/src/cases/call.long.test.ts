import { prepareBackend } from '@losskit/backends';
import { allLosses, findLoss } from '@losskit/losses/registry';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';

import { lossCall } from '../peers/lossCall.ts';
import type { CallWork } from './Case.ts';
import { callShapes, callTensors, callWork } from './call.ts';
import { makeProblem } from './problem.ts';

/** The same call with few rows, and few numbers in each. */
function small(work: CallWork): CallWork {
  const { rows, columns, classes } = work.size;
  const { target, layout } = findLoss(work.loss).declaration;
  // Windows have a size of their own.
  const isPicture = target !== 'masks' && layout.inputs.some(({ perElement }) => perElement === 'picture');
  // Frames are more than labels.
  const few = work.loss === 'ctc' ? columns : Math.min(columns, 6);
  const sides = {
    rows: isPicture ? 1 : Math.min(rows, 8),
    columns: target === 'boxes' || isPicture ? columns : few,
    classes: Math.min(classes, 6),
  };
  return { ...work, size: sides };
}

function problemOf(work: CallWork) {
  return makeProblem({ name: work.loss, description: '', work, unit: 1, checkSteps: 1, targets: [] });
}

beforeAll(async () => {
  await prepareBackend('cpu', 'tiny');
});

describe('the call of a loss that is timed', () => {
  test.each(allLosses.map((loss) => [loss.declaration.name, loss] as const))(
    'is one that %s takes, inside its domain',
    (_, { declaration }) => {
      const work = small(callWork(declaration));
      expect(work.trained.length).toBeGreaterThan(0);
      const { value, gradients } = lossCall(problemOf(work), work).valueAndGradients();
      expect(Number.isFinite(value.dataSync()[0])).toBe(true);
      const [length = Number.NaN] = tf
        .sqrt(tf.addN(gradients.map((gradient) => tf.sum(tf.square(gradient)))))
        .dataSync();
      expect(Number.isFinite(length)).toBe(true);
      expect(length > 0).toBe(declaration.differentiable);
    },
  );

  test.each(allLosses.map((loss) => [loss.declaration.name, loss] as const))(
    'is no larger than the memory has room for: %s',
    (_, { declaration }) => {
      const { size } = callWork(declaration);
      const numbers = callShapes(declaration, size).map(([, shape]) => tf.util.sizeFromShape(shape));
      expect(Math.max(...numbers)).toBeLessThan(5e6);
    },
  );

  test('is the same each time, and of shapes that are known before', () => {
    const { declaration } = findLoss('arcFace');
    const { size } = small(callWork(declaration));
    const tensors = callTensors(declaration, size);
    expect(callTensors(declaration, size)).toEqual(tensors);
    expect(tensors.map(({ name, shape }) => [name, shape])).toEqual(callShapes(declaration, size));
    expect(callShapes(declaration, size)).toEqual([
      ['labels', [8]],
      ['embeddings', [8, 6]],
      ['centres', [6, 6]],
    ]);
  });
});
