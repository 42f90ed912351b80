import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { compare, defineTask } from 'losskit';
import { randomStream } from 'losskit/random';

const [TIME, SYMBOLS] = [24, 3];

/** Signals in which two to four beats of three heights come at any time, and which beats in which order. */
function signals(seed: number, part: string, count: number) {
  const random = randomStream(seed, `beats ${part}`);
  const rows = Array.from({ length: count }, () => {
    const labels = Array.from({ length: 2 + random.integer(3) }, () => 1 + random.integer(SYMBOLS));
    const signal = Array.from({ length: TIME }, () => random.normal(0, 0.1));
    labels.forEach((label, place) => {
      const start = place * 6 + random.integer(4);
      for (const time of [start, start + 1]) signal[time] = label + random.normal(0, 0.1);
    });
    return { labels, signal };
  });
  return {
    inputs: rows.map(({ signal }) => signal.map((value) => [value])),
    targets: rows.map(({ labels }) => labels),
  };
}

const beats = defineTask({
  name: 'beats',
  target: 'sequence',
  sampling: 'fresh',
  data: ({ seed }) => ({
    train: signals(seed, 'train', 256),
    validation: signals(seed, 'validation', 64),
    test: signals(seed, 'test', 128),
  }),
  // A logit per time and symbol; symbol 0 is the blank between beats.
  model: ({ inputShape }) =>
    tf.sequential({
      layers: [
        tf.layers.conv1d({ filters: 16, kernelSize: 5, padding: 'same', activation: 'relu', inputShape }),
        tf.layers.dense({ units: SYMBOLS + 1 }),
      ],
    }),
  learningRates: [0.02],
  steps: 1500,
});

const { comparison } = await compare({ tasks: [beats], losses: ['ctc'], seeds: 2 });
const [task] = comparison.tasks;
const errors = task?.results[0]?.metrics.labelErrorRate?.mean ?? Number.NaN;
console.log(
  `label error rate ${errors.toFixed(3)}, of the empty sequence ${task?.trivial.labelErrorRate?.toFixed(3)}`,
);
assert(errors < 0.1, 'Expected the beats to be read.');
