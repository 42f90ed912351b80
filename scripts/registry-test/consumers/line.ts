import * as tf from '@tensorflow/tfjs';
import { adam, defineTask, huber, rmse, splitRows, train } from 'losskit';
import { seededBatches } from 'losskit/data';
import { cosineDecay } from 'losskit/schedules';

const slope = tf.variable(tf.scalar(0));
const batches = seededBatches(
  {
    rows: 4,
    inputs: { rowShape: [1], values: Float32Array.of(0, 1, 2, 3) },
    targets: { rowShape: [], values: Float32Array.of(0, 2, 4, 6) },
  },
  { batchSize: 4, seed: 0 },
);
const training = train({
  model: { variables: { slope }, predict: (x) => tf.mul(tf.reshape(x, [-1]), slope) },
  batches,
  optimizer: adam({ learningRate: cosineDecay({ learningRate: 0.3, decaySteps: 200 }) }),
  loss: huber,
  steps: 200,
});
for await (const { loss, stopReason } of training) if (stopReason) console.log(loss < 1e-3, stopReason);

const inputs = Array.from({ length: 20 }, (_, row) => [row]);
const line = defineTask({
  name: 'line',
  target: 'continuous',
  data: ({ seed }) => splitRows({ inputs, targets: inputs.map(([x = 0]) => 2 * x) }, { seed }),
  model: ({ inputShape }) => tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape })] }),
  metrics: [rmse],
});
console.log(line.rankBy.name);
