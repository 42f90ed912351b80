import { fruitTask } from '@losskit/data';
import { binaryCrossEntropyWithLogits, crossEntropy, meanSquaredError } from '@losskit/losses';
import type { LossDeclaration } from '@losskit/losses/contract';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';

import { lossesOfGroup } from '../lossExpression.ts';
import { lossLink } from './lossLink.ts';
import { trainRun } from './trainRun.ts';

const SCORES = [
  [1e4, -1e4, 0],
  [-1e4, -1e4, -1e4],
  [1e4, 1e4, 1e4],
  [-1e4, -9_999, -9_998],
  [0, 0, 0],
  [3, -2, 0.5],
];
const classifiers = lossesOfGroup('all', 'classification').filter(({ penalties }) => penalties.length === 0);
const task = fruitTask();

function declarationOf(loss: { readonly declaration: LossDeclaration }): LossDeclaration {
  return loss.declaration;
}

describe('lossLink', () => {
  it.each(classifiers.map((one) => [one.name, one] as const))(
    '%s: probabilities are finite and sum to 1 for scores up to 10,000',
    (_, { loss }) => {
      const probabilities = lossLink(loss.declaration).toProbabilities(tf.tensor2d(SCORES));
      expect(tf.sum(probabilities, 1)).toBeAllClose(
        SCORES.map(() => 1),
        { atol: 1e-5, rtol: 0 },
      );
      expect(tf.min(probabilities).dataSync()[0]).toBeGreaterThanOrEqual(0);
    },
  );

  it('gives logits to a loss on logits and the softmax to a loss on values', () => {
    const scores = tf.tensor2d([[1, 2, 4]]);
    const softmax = [0.0420101, 0.1141952, 0.8437947];
    expect(lossLink(declarationOf(crossEntropy)).toPrediction(scores)).toBeAllClose([1, 2, 4]);
    expect(lossLink(declarationOf(meanSquaredError)).toPrediction(scores)).toBeAllClose(softmax, {
      atol: 1e-6,
    });
    expect(lossLink(declarationOf(crossEntropy)).targets).toBe('class ids');
    expect(lossLink(declarationOf(meanSquaredError)).targets).toBe('one-hot');
  });

  it('normalises the sigmoids of a loss with one binary target per class', () => {
    // The sigmoid of 0 is 1/2, of ln 3 it is 3/4: 0.5 and 0.75 over 1.25.
    const scores = tf.tensor2d([[0, Math.log(3)]]);
    const link = lossLink(declarationOf(binaryCrossEntropyWithLogits));
    expect(link.toProbabilities(scores)).toBeAllClose([0.4, 0.6], { atol: 1e-6 });
  });

  it('refuses a loss on embeddings', () => {
    const declaration: LossDeclaration = { ...declarationOf(meanSquaredError), prediction: 'embeddings' };
    expect(() => lossLink(declaration)).toThrow(
      'lossLink: expected a loss on scores or probabilities, got one on embeddings.',
    );
  });

  it.each(classifiers.map(({ name }) => name))('%s trains the classifier and lowers itself', async (loss) => {
    const request = { source: { task: 'fruit' }, loss, seed: 0, learningRate: 0.003 } as const;
    const record = await trainRun(task, { ...request, backend: 'wasm', epochs: 2, keepPictures: false });
    expect(record.status).toBe('finished');
    const first = record.curve[0]?.loss ?? Number.NaN;
    const last = record.curve.at(-1)?.loss ?? Number.NaN;
    // zeroOne has gradient 0 everywhere: it trains nothing, which is what it is there to show.
    if (loss !== 'zeroOne') expect(last).toBeLessThan(first);
  });
});
