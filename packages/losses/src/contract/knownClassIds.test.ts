import { normalTensor, randomStream } from '@losskit/random';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { crossEntropy } from '../index.ts';
import { allLosses } from '../registry.ts';
import type { AnyLoss } from './declaration.ts';
import { checkClassIds, markClassIds } from './knownClassIds.ts';

const IDS = [2, 0, 1, 1, 2];
const CLASSES = 3;

const classLosses = allLosses.filter(
  ({ declaration: { target, layout } }) => target === 'multiclass' && layout.inputs.length === 2,
);

function scoresFor({ declaration: { prediction } }: AnyLoss): tf.Tensor {
  const logits = normalTensor(randomStream(4, 'known ids'), [IDS.length, CLASSES], 0, 2);
  if (prediction === 'logits') return logits;
  return prediction === 'logProbabilities' ? tf.logSoftmax(logits) : tf.softmax(logits);
}

/** Value and gradient of a mean and of the unreduced loss. */
function evaluated(loss: AnyLoss, ids: tf.Tensor, options: object): number[][] {
  const scores = scoresFor(loss);
  return (['mean', 'none'] as const).flatMap((reduction) => {
    const f = (x: tf.Tensor) => loss.evaluate([ids, x], { ...options, reduction });
    return [f(scores), tf.grad((x) => tf.sum(f(x)))(scores)].map((one) => Array.from(one.dataSync()));
  });
}

describe('class ids that were checked', () => {
  test.each(classLosses.map((loss) => [loss.declaration.name, loss] as const))(
    '%s: the same numbers as with ids that were not, with options too',
    (_, loss) => {
      const mask = loss.declaration.layout.grouped ? [] : [{ mask: [true, false, true, true, true] }];
      for (const options of [{}, { classWeights: [1, 2, 0.5] }, { ignoreIndex: 1 }, ...mask]) {
        const known = tf.tensor1d(IDS, 'int32');
        markClassIds(known, CLASSES);
        expect(evaluated(loss, known, options)).toEqual(evaluated(loss, tf.tensor1d(IDS, 'int32'), options));
      }
    },
  );

  test('weigh as many as they are, without a tensor', () => {
    const known = tf.tensor1d(IDS, 'int32');
    const logits = scoresFor(crossEntropy);
    expect(crossEntropy.sumAndWeight([known, logits]).weight).toBeInstanceOf(tf.Tensor);
    checkClassIds('test', known, CLASSES);
    expect(crossEntropy.sumAndWeight([known, logits]).weight).toBe(IDS.length);
    // Tensors of the same data are known with it; native copies what it reshapes.
    const reshaped = tf.reshape(known, [IDS.length]);
    const { weight } = crossEntropy.sumAndWeight([reshaped, logits]);
    expect(weight === IDS.length).toBe(reshaped.dataId === known.dataId);
  });

  test('of more classes than the scores have are looked at all the same', () => {
    const known = tf.tensor1d([0, 3], 'int32');
    markClassIds(known, 4);
    const [first, second] = crossEntropy(known, tf.zeros([2, 3]), { reduction: 'none' }).dataSync();
    expect(first).toBeCloseTo(Math.log(3), 5);
    expect(second).toBeNaN();
  });

  test('are refused with the first that is no class, and where it is', () => {
    expect(() => checkClassIds('train', tf.tensor1d([0, 3, -1], 'int32'), 3)).toThrow(
      'train: expected class ids from 0 to 2, got 3 at 1.',
    );
    expect(() => checkClassIds('train', tf.tensor1d([-100], 'int32'), 3)).toThrow('got -100 at 0.');
  });
});
