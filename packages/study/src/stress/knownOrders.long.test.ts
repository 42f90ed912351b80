import { randomStream } from '@losskit/random';
import { builtInTask, defineTask } from '@losskit/tasks';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import type { CompareOptions } from '../CompareOptions.ts';
import { compare } from '../compare.ts';

/** What each loss of a stressed task came to, by name. */
async function stressOf(options: CompareOptions) {
  const { comparison } = await compare({ seeds: 5, backend: 'cpu', ...options });
  return (name: string) => {
    const found = comparison.stress?.[0]?.losses.find(({ loss }) => loss === name);
    if (!found?.slope) throw new Error(`Expected a slope of ${name}.`);
    return { ...found, slope: found.slope };
  };
}

test('outliers: mae bears more than huber, and huber more than mse', async () => {
  const of = await stressOf({
    tasks: [builtInTask('linear')],
    losses: ['mse', 'huber', 'mae'],
    learningRates: [0.3],
    stress: { outliers: [0, 0.1, 0.3] },
  });
  const [mse, huber, mae] = [of('meanSquaredError'), of('huber'), of('meanAbsoluteError')];
  expect(mae.slope.high).toBeLessThan(huber.slope.low);
  expect(huber.slope.high).toBeLessThan(mse.slope.low);
  expect(mse.breaksDown?.to).toBeLessThan(huber.breaksDown?.from ?? 0);
  expect(mae.breaksDown).toBe(null);
});

function clouds(seed: number, part: string, rows: number) {
  const stream = randomStream(seed, `clouds ${part}`);
  const targets = Array.from({ length: rows }, (_, row) => row % 3);
  const inputs = targets.map((label) =>
    Array.from({ length: 8 }, (_, place) => stream.normal(place === label ? 3 : 0)),
  );
  return { inputs, targets };
}

/** Few rows and a network that is large enough to learn wrong labels by heart. */
const cloudsTask = defineTask({
  name: 'clouds',
  target: 'multiclass',
  sampling: 'fresh',
  classNames: ['a', 'b', 'c'],
  data: ({ seed }) => ({
    train: clouds(seed, 'train', 150),
    validation: clouds(seed, 'validation', 50),
    test: clouds(seed, 'test', 300),
  }),
  model: () =>
    tf.sequential({
      layers: [
        tf.layers.dense({ units: 48, activation: 'relu', inputShape: [8] }),
        tf.layers.dense({ units: 3 }),
      ],
    }),
  learningRates: [0.01],
  steps: 300,
});

test('wrong labels: mae bears more than generalized cross-entropy, and that more than cross-entropy', async () => {
  const of = await stressOf({
    tasks: [cloudsTask],
    losses: ['crossEntropy', 'generalizedCrossEntropy', 'mae'],
    stress: { 'label-noise': [0, 0.2, 0.4] },
  });
  const [plain, generalized, mae] = [
    of('crossEntropy'),
    of('generalizedCrossEntropy'),
    of('meanAbsoluteError'),
  ];
  expect(plain.slope.high).toBeLessThan(mae.slope.low);
  expect(plain.slope.mean).toBeLessThan(generalized.slope.mean - 0.1);
  expect(generalized.slope.mean).toBeLessThan(mae.slope.mean - 0.1);
  expect([plain.worseFrom, generalized.worseFrom, mae.worseFrom]).toEqual([0.2, 0.4, 0.4]);
});
