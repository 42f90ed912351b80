import assert from 'node:assert/strict';
import { prepareBackend } from '@losskit/backends';
import { linearTask, seededBatches, standardize } from '@losskit/data';
import { huber, meanSquaredError } from '@losskit/losses';
import { randomStream } from '@losskit/random';
import { adam, cosineDecay, type LossFunction, train } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs';

const SEED = 1;
const BATCH_SIZE = 32;
const EPOCHS = 80;
const LEARNING_RATE = 0.1;

const { name: backend } = await prepareBackend('auto', 'tiny');
const task = linearTask();
const truth = { intercept: task.truth?.intercept ?? 0, slope: task.truth?.coefficients[0] ?? 0 };
// On standardised columns one learning rate suits every table; the fit is told in original units.
const { split, scaler } = standardize(task.split(SEED));

/** y = intercept + slope · x, with the same first weights for every loss. */
function createLine() {
  const slope = tf.variable(tf.scalar(randomStream(SEED, 'initial weights').normal()));
  const intercept = tf.variable(tf.scalar(0));
  const predict = (inputs: tf.Tensor) => tf.add(tf.mul(tf.reshape(inputs, [-1]), slope), intercept);
  return { variables: { slope, intercept }, predict };
}

/** Trains a line from the start and returns it in the units of the table. */
async function fitLine(name: string, loss: LossFunction) {
  const model = createLine();
  const steps = EPOCHS * Math.ceil(split.train.rows / BATCH_SIZE);
  const progress = train({
    model,
    loss,
    batches: seededBatches(split.train, { batchSize: BATCH_SIZE, seed: SEED, epochs: EPOCHS }),
    optimizer: adam({ learningRate: cosineDecay({ learningRate: LEARNING_RATE, decaySteps: steps }) }),
    readEvery: 100,
  });
  for await (const read of progress) {
    console.log(`${name}: step ${read.step} of ${steps}, loss ${read.loss.toFixed(4)}`);
  }
  const { variables } = model;
  const [slope = 0] = await variables.slope.data();
  const [intercept = 0] = await variables.intercept.data();
  tf.dispose(variables);
  const line = scaler.unscalePlane({ intercept, coefficients: [slope] });
  return { intercept: line.intercept, slope: line.coefficients[0] ?? 0 };
}

type Line = Awaited<ReturnType<typeof fitLine>>;

/** The root mean square of the vertical distance to the true line, over x from 0 to 10. */
function distanceToTruth({ intercept, slope }: Line): number {
  const lift = intercept - truth.intercept;
  const tilt = slope - truth.slope;
  return Math.sqrt(lift ** 2 + 10 * lift * tilt + (100 / 3) * tilt ** 2);
}

const describe = (name: string, line: Line) =>
  `${name.padEnd(20)} θ0 = ${line.intercept.toFixed(3)}  θ1 = ${line.slope.toFixed(3)}` +
  `  off by ${distanceToTruth(line).toFixed(3)}`;

console.log(
  `${split.train.rows} rows, ${split.train.outliers.filter(Boolean).length} outliers, on ${backend}`,
);
const squared = await fitLine('meanSquaredError', meanSquaredError);
// In standard deviations of y: residuals beyond it count as outliers and pull no harder.
const robust = await fitLine('huber', (yTrue, yPred) => huber(yTrue, yPred, { delta: 0.2 }));

console.log(describe('truth', truth));
console.log(describe('meanSquaredError', squared));
console.log(describe('huber', robust));
assert(distanceToTruth(robust) < distanceToTruth(squared), 'Expected huber closer to the truth.');
