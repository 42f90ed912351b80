import assert from 'node:assert/strict';
import { prepareBackend } from '@losskit/backends';
import { fruitTask, imageFolderTask, rowsTensor, seededBatches } from '@losskit/data';
import { crossEntropy } from '@losskit/losses';
import { accuracy, evaluateMetrics, logLoss } from '@losskit/metrics';
import { adam, cosineDecay, train } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs';

const SEED = 1;
const BATCH_SIZE = 32;
const EPOCHS = 12;
const LEARNING_RATE = 0.001;
const LEAST_ACCURACY = 0.8;

const [folder] = process.argv.slice(2);
const { name: backend } = await prepareBackend('auto', 'dense');
const task = folder === undefined ? fruitTask() : await imageFolderTask({ folder });
const { train: trainPart, test } = task.split(SEED);
const classes = task.classNames.length;
console.log(
  `${task.classNames.join(', ')}: ${trainPart.rows} training and ${test.rows} test pictures, on ${backend}`,
);

// Its outputs are logits, which is what crossEntropy takes. Layers draw random weights unless they get a seed.
const network = tf.sequential({
  layers: [
    tf.layers.rescaling({ scale: 1 / 127.5, offset: -1, inputShape: [...task.pictureShape] }),
    tf.layers.flatten(),
    tf.layers.dense({
      units: 64,
      activation: 'relu',
      kernelInitializer: tf.initializers.heNormal({ seed: SEED }),
    }),
    tf.layers.dense({ units: classes, kernelInitializer: tf.initializers.glorotUniform({ seed: SEED }) }),
  ],
});
const steps = EPOCHS * Math.ceil(trainPart.rows / BATCH_SIZE);
const rows = { ...trainPart, targets: { values: trainPart.labels, rowShape: [] } };
const progress = train({
  model: network, // A LayersModel trains as it is.
  loss: crossEntropy,
  batches: seededBatches(rows, { batchSize: BATCH_SIZE, seed: SEED, epochs: EPOCHS }),
  optimizer: adam({ learningRate: cosineDecay({ learningRate: LEARNING_RATE, decaySteps: steps }) }),
  readEvery: Math.ceil(steps / 6),
});
for await (const { step, loss } of progress) console.log(`step ${step} of ${steps}, loss ${loss.toFixed(4)}`);

const predicted = tf.tidy(() => {
  const logits = network.predict(rowsTensor(test.inputs));
  assert(logits instanceof tf.Tensor);
  return tf.softmax(logits);
});
const probabilities = await predicted.data<'float32'>();
const metrics = evaluateMetrics([accuracy, logLoss], { labels: test.labels, probabilities, classes });
console.log(`Test part: accuracy ${metrics.accuracy?.toFixed(3)}, log loss ${metrics.logLoss?.toFixed(3)}`);
// How well photographs can be told apart depends on them; the drawn pictures are known.
if (folder === undefined)
  assert((metrics.accuracy ?? 0) > LEAST_ACCURACY, `Expected more than ${LEAST_ACCURACY}.`);
