import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { defineTask } from '../defineTask.ts';
import { taskLoss } from '../TaskLoss.ts';
import { ordinal } from './ordinal.ts';

const shape = { rowShape: [], width: 4 };

function probabilitiesOf(loss: string, scores: number[][]): tf.Tensor {
  const { declared } = taskLoss(loss);
  if (!declared) throw new Error('Expected a loss of losskit.');
  const link = ordinal.link(declared.declaration, shape);
  return link.predictions?.(tf.tensor2d(scores)) ?? tf.zeros([1]);
}

const logit = (p: number) => Math.log(p / (1 - p));
/** The last score stands for no threshold. */
const NOTHING = 123;

test('coral: probabilities are differences of those of a class above each threshold', () => {
  const scores = [[logit(0.9), logit(0.6), logit(0.25), NOTHING]];
  expect(probabilitiesOf('coral', scores)).toBeAllClose([0.1, 0.3, 0.35, 0.25], { atol: 1e-6 });
  // Who is not above the second threshold is not above the third.
  const crossed = [[logit(0.9), logit(0.25), logit(0.6), NOTHING]];
  expect(probabilitiesOf('coral', crossed)).toBeAllClose([0.1, 0.65, 0, 0.25], { atol: 1e-6 });
});

test('corn: each threshold is passed given the one before', () => {
  const scores = [[logit(0.9), logit(0.5), logit(0.2), NOTHING]];
  expect(probabilitiesOf('corn', scores)).toBeAllClose([0.1, 0.45, 0.36, 0.09], { atol: 1e-6 });
});

test.each(['coral', 'corn', 'crossEntropy', 'meanSquaredError'])(
  '%s: probabilities are finite and sum to 1 for scores up to 10,000',
  (loss) => {
    const scores = [
      [1e4, -1e4, 0, 1e4],
      [-1e4, 1e4, 1e4, -1e4],
      [1e4, 1e4, 1e4, 0],
      [-1e4, -1e4, -1e4, 0],
    ];
    const probabilities = probabilitiesOf(loss, scores);
    expect(tf.sum(probabilities, 1)).toBeAllClose([1, 1, 1, 1], { atol: 1e-6 });
    expect(tf.min(probabilities).dataSync()[0]).toBeGreaterThanOrEqual(0);
  },
);

test('distances are judged by the median, the guess that costs the least expected distance', () => {
  const predictions = {
    values: Float32Array.of(0.4, 0.2, 0.1, 0.3, 0, 0, 0, 1, 0.5, 0.5, 0, 0),
    rowShape: [4],
  };
  const targets = { values: Int32Array.of(0, 3, 1), rowShape: [] };
  expect(ordinal.metricBatch(targets, predictions, shape)).toMatchObject({
    targets: Float64Array.of(0, 3, 1),
    predicted: Float64Array.of(1, 3, 0),
    columns: 1,
  });
});

test('classes that are names need their order', async () => {
  const part = { inputs: [[0], [1]], targets: ['low', 'high'] };
  const definition = {
    name: 'levels',
    target: 'ordinal',
    data: () => ({ train: part, validation: part, test: part }),
    model: () => tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [1] })] }),
  } as const;
  await expect(defineTask(definition).load(0)).rejects.toThrow(
    'task levels: expected classNames in the order of the classes beside targets that are names, got names alone, high, low.',
  );
  const { train } = await defineTask({ ...definition, classNames: ['low', 'high'] }).load(0);
  expect([...train.targets.values]).toEqual([0, 1]);
});
