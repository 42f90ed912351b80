import assert from 'node:assert/strict';
import { categoricalFocal, crossEntropy } from '@losskit/losses';
import { compare } from '@losskit/study';
import * as tf from '@tensorflow/tfjs';
import { penguins } from '../penguins.task.ts';

/** A loss of one's own: the squared Hellinger distance between the species and the predicted probabilities. */
function hellinger(labels: tf.Tensor, logits: tf.Tensor): tf.Tensor {
  const ofSpecies = tf.sum(tf.mul(tf.oneHot(labels, 3), tf.softmax(logits)), -1);
  return tf.mean(tf.sub(1, tf.sqrt(tf.maximum(ofSpecies, 1e-12))));
}

const { comparison } = await compare({
  tasks: [penguins],
  losses: [
    crossEntropy,
    categoricalFocal.with({ gamma: 0.5 }),
    categoricalFocal.with({ gamma: 5 }),
    hellinger,
  ],
  seeds: 10,
});

const [task] = comparison.tasks;
assert(task);
for (const { rank, loss, verdict, metrics, learningRate } of task.results) {
  const [accuracy, logLoss] = [metrics.accuracy?.mean, metrics.logLoss?.mean];
  console.log(
    `${rank}. ${loss.padEnd(27)} accuracy ${accuracy?.toFixed(3)}  log loss ${logLoss?.toFixed(3)}  ` +
      `${verdict}, at ${learningRate}`,
  );
}
console.log(`Without looking at a penguin: ${task.trivial.accuracy?.toFixed(3)}\n${task.summary}`);

const logLossOf = (loss: string) => task.results.find((one) => one.loss === loss)?.metrics.logLoss?.mean;
assert(task.results.every(({ metrics }) => (metrics.accuracy?.mean ?? 0) > 0.95));
const [plain, focused] = [logLossOf('crossEntropy'), logLossOf('categoricalFocal:gamma=5')];
assert(plain && focused && plain < focused, 'Expected focusing to cost certainty.');
