import assert from 'node:assert/strict';
import { prepareBackend } from '@losskit/backends';
import { columnScaler, isFloats, isRows, seededBatches } from '@losskit/data';
import { allLosses } from '@losskit/losses/registry';
import { randomStream } from '@losskit/random';
import { linearTask } from '@losskit/tasks/built-in';
import { train } from '@losskit/trainer';
import { adam } from '@losskit/trainer/optimizers';
import { cosineDecay } from '@losskit/trainer/schedules';
import * as tf from '@tensorflow/tfjs';

const SEED = 1;
const BATCH_SIZE = 32;
const EPOCHS = 80;
const LEARNING_RATE = 0.1;
const TRUTH = { intercept: 4, slope: 2.5 };

const { name: backend } = await prepareBackend('auto', 'tiny');
const { train: part, inputScaler } = await linearTask(TRUTH).load(SEED);
assert(inputScaler && isRows(part.inputs) && isFloats(part.targets));
// On standardised columns one learning rate suits every table and every loss; the fit is told in original units.
const targetScaler = columnScaler(part.targets);
const rows = { rows: part.rows, inputs: part.inputs, targets: targetScaler.scale(part.targets) };
console.log(`${part.rows} rows, ${part.outliers?.filter(Boolean).length} outliers, on ${backend}`);

/** y = intercept + slope · x, with the same first weights for every loss. */
function createLine() {
  const slope = tf.variable(tf.scalar(randomStream(SEED, 'initial weights').normal()));
  const intercept = tf.variable(tf.scalar(0));
  const predict = (inputs: tf.Tensor) => tf.add(tf.mul(tf.reshape(inputs, [-1]), slope), intercept);
  return { variables: { slope, intercept }, predict };
}

/** The root mean square of the vertical distance to the true line, over x from 0 to 10. */
function distanceToTruth(intercept: number, slope: number): number {
  const lift = intercept - TRUTH.intercept;
  const tilt = slope - TRUTH.slope;
  return Math.sqrt(lift ** 2 + 10 * lift * tilt + (100 / 3) * tilt ** 2);
}

// Every loss that compares one real target with one prediction.
const losses = allLosses.filter(({ declaration: { target, prediction, layout } }) => {
  return target === 'continuous' && prediction === 'values' && layout.inputs.length === 2;
});
const steps = EPOCHS * Math.ceil(part.rows / BATCH_SIZE);
const lines: { name: string; intercept: number; slope: number; distance: number }[] = [];
for (const loss of losses) {
  const model = createLine();
  const progress = train({
    model,
    loss: (yTrue, yPred) => loss.evaluate([yTrue, yPred]),
    batches: seededBatches(rows, { batchSize: BATCH_SIZE, seed: SEED, epochs: EPOCHS }),
    optimizer: adam({ learningRate: cosineDecay({ learningRate: LEARNING_RATE, decaySteps: steps }) }),
    readEvery: steps,
  });
  for await (const _ of progress);

  const [slope = 0] = await model.variables.slope.data();
  const [intercept = 0] = await model.variables.intercept.data();
  tf.dispose(model.variables);
  // Back to the units of the table.
  const [mean = 0] = inputScaler.means;
  const [deviation = 1] = inputScaler.deviations;
  const [targetMean = 0] = targetScaler.means;
  const [targetDeviation = 1] = targetScaler.deviations;
  const slopeThere = (slope * targetDeviation) / deviation;
  const interceptThere = intercept * targetDeviation + targetMean - slopeThere * mean;
  lines.push({
    name: loss.declaration.name,
    intercept: interceptThere,
    slope: slopeThere,
    distance: distanceToTruth(interceptThere, slopeThere),
  });
}

console.log(`${'truth'.padEnd(18)} θ0 = ${TRUTH.intercept.toFixed(3)}  θ1 = ${TRUTH.slope.toFixed(3)}`);
for (const { name, intercept, slope, distance } of lines.sort((a, b) => a.distance - b.distance)) {
  console.log(
    `${name.padEnd(18)} θ0 = ${intercept.toFixed(3)}  θ1 = ${slope.toFixed(3)}  off by ${distance.toFixed(3)}`,
  );
}
const [best] = lines;
const squared = lines.find(({ name }) => name === 'meanSquaredError');
assert(
  best && squared && best.distance < 0.5 && squared.distance > 2,
  'Expected the outliers to lift the squared line only.',
);
