import assert from 'node:assert/strict';
import { huber, meanAbsoluteError, meanSquaredError } from '@losskit/losses';
import { randomStream } from '@losskit/random';
import { compare } from '@losskit/study';
import { defineTask } from '@losskit/tasks';
import * as tf from '@tensorflow/tfjs';

const LENGTH = 8;

/** Waves of a random frequency and phase, and the next value of each; a fraction of those has an outlier above it. */
function waves(seed: number, part: string, count: number, outliers: number) {
  const random = randomStream(seed, `waves ${part}`);
  const rows = Array.from({ length: count }, () => {
    const frequency = random.uniform(0.3, 0.8);
    const phase = random.uniform(0, 2 * Math.PI);
    const wave = Array.from({ length: LENGTH + 1 }, (_, place) => Math.sin(frequency * place + phase));
    const isOutlier = random.uniform() < outliers;
    return { wave, next: (wave[LENGTH] ?? 0) + (isOutlier ? random.uniform(3, 8) : random.normal(0, 0.05)) };
  });
  return {
    inputs: rows.map(({ wave }) => wave.slice(0, LENGTH).map((value) => [value])),
    targets: rows.map(({ next }) => next),
  };
}

const nextValue = defineTask({
  name: 'next-value',
  target: 'continuous',
  sampling: 'fresh',
  data: ({ seed }) => ({
    train: waves(seed, 'train', 256, 0.1),
    validation: waves(seed, 'validation', 64, 0),
    test: waves(seed, 'test', 256, 0),
  }),
  // No seed is named: weights come from the task's, the same for every loss.
  model: ({ inputShape }) =>
    tf.sequential({
      layers: [tf.layers.lstm({ units: 6, inputShape }), tf.layers.dense({ units: 1 })],
    }),
  learningRates: [0.03],
  steps: 120,
});

const { comparison } = await compare({
  tasks: [nextValue],
  losses: [meanSquaredError, meanAbsoluteError, huber.with({ delta: 0.2 })],
  seeds: 4,
});

const [task] = comparison.tasks;
assert(task);
for (const { rank, loss, verdict, metrics } of task.results) {
  console.log(`${rank}. ${loss.padEnd(17)} RMSE ${metrics.rmse?.mean?.toFixed(3)}  ${verdict}`);
}
console.log(`${comparison.config.tasks[0]?.model}: ${task.summary}`);
assert.equal(
  task.results.at(-1)?.loss,
  'meanSquaredError',
  'Expected outliers to lead the squared error astray.',
);
