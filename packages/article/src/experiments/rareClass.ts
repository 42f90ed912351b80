import type { AnyLoss } from '@losskit/losses/contract';
import { randomStream } from '@losskit/random';
import { adam, train } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs-core';

import { elementLosses, mean, sum } from '../probe.ts';

const ROWS = 400;
const RARE = 0.05;
const STEPS = 120;
const SEEDS = 8;

interface Part {
  readonly inputs: readonly (readonly number[])[];
  readonly labels: readonly number[];
}

/** Two overlapping clouds of points; one in twenty belongs to the rare one. */
function drawPart(seed: number, part: string): Part {
  const stream = randomStream(seed, `rare class ${part}`);
  const labels = Array.from({ length: ROWS }, (_, row) => (row < ROWS * RARE ? 1 : 0));
  const inputs = labels.map((label) => [stream.normal(1.5 * label), stream.normal(1.5 * label)]);
  return { inputs, labels };
}

export interface RareClassScore {
  readonly balancedAccuracy: number;
  readonly auc: number;
}

function score({ labels }: Part, logits: readonly number[]): RareClassScore {
  const of = (label: number) => logits.filter((_, row) => labels[row] === label);
  const [common, rare] = [of(0), of(1)];
  const share = (values: readonly number[], is: (value: number) => boolean) =>
    values.filter(is).length / values.length;
  const wins = sum(rare.map((one) => share(common, (other) => one > other)));
  return {
    balancedAccuracy: (share(common, (value) => value < 0) + share(rare, (value) => value > 0)) / 2,
    auc: wins / rare.length,
  };
}

/** Trains a logistic regression with the loss, one seed after the other, and scores it on fresh points at p = ½. */
export async function rareClassScores(loss: AnyLoss): Promise<RareClassScore[]> {
  const scores: RareClassScore[] = [];
  for (let seed = 0; seed < SEEDS; seed++) {
    const { inputs, labels } = drawPart(seed, 'training');
    const kernel = tf.tidy(() => tf.variable<tf.Rank.R2>(tf.zeros([2, 1])));
    const bias = tf.tidy(() => tf.variable(tf.scalar(0)));
    const predict = (rows: tf.Tensor) => tf.reshape(tf.add(tf.matMul(rows, kernel), bias), [-1]);
    const batch = { inputs: tf.tensor2d(inputs.map((row) => [...row])), targets: tf.tensor1d([...labels]) };
    const progress = train({
      model: { variables: { kernel, bias }, predict },
      batches: new Array(STEPS).fill(batch),
      loss: (yTrue, yPred) => loss.evaluate([yTrue, yPred]),
      optimizer: adam({ learningRate: 0.1 }),
      readEvery: STEPS,
    });
    for await (const _ of progress);
    const test = drawPart(seed, 'test');
    const logits = tf.tidy(() =>
      Array.from(predict(tf.tensor2d(test.inputs.map((row) => [...row]))).dataSync()),
    );
    tf.dispose([kernel, bias, batch.inputs, batch.targets]);
    scores.push(score(test, logits));
  }
  return scores;
}

/**
 * How much of the whole loss the common class makes up, with a classifier that is quite sure of most of its members
 * (p = 0.05) and unsure of the rare ones (p = 0.4).
 */
export function majorityShare(loss: AnyLoss): number {
  const logits = (p: number) => Math.log(p / (1 - p));
  const [common = 0, rare = 0] = elementLosses(loss, [0, 1], [logits(0.05), logits(0.4)]);
  return mean([((1 - RARE) * common) / ((1 - RARE) * common + RARE * rare)]);
}
