import { binaryCrossEntropyWithLogits, binaryFocal } from '@losskit/losses';
import type { AnyLoss } from '@losskit/losses/contract';
import { balancedAccuracy, rocAuc } from '@losskit/metrics';
import { randomStream } from '@losskit/random';
import { compare, type TaskResult } from '@losskit/study';
import { defineTask, type Task } from '@losskit/tasks';
import type { Model } from '@losskit/trainer';
import { constant } from '@losskit/trainer/schedules';
import * as tf from '@tensorflow/tfjs-core';

import { elementLosses } from '../probe.ts';
import { onlyTask } from './onlyTask.ts';

const ROWS = 400;
const RARE = 0.05;
const SEEDS = 8;

/** Two overlapping clouds of points; one in twenty belongs to the rare one. */
function drawPart(seed: number, part: string) {
  const stream = randomStream(seed, `rare class ${part}`);
  const targets = Array.from({ length: ROWS }, (_, row) => (row < ROWS * RARE ? 1 : 0));
  return {
    inputs: targets.map((label) => [stream.normal(1.5 * label), stream.normal(1.5 * label)]),
    targets,
  };
}

function logisticRegression(): Model & { readonly description: string } {
  const kernel = tf.tidy(() => tf.variable<tf.Rank.R2>(tf.zeros([2, 1])));
  const bias = tf.tidy(() => tf.variable(tf.scalar(0)));
  return {
    description: 'logistic regression on 2 features',
    variables: { kernel, bias },
    predict: (inputs) => tf.add(tf.matMul(tf.reshape<tf.Rank.R2>(inputs, [-1, 2]), kernel), bias),
  };
}

type RareClassMetric = typeof balancedAccuracy | typeof rocAuc;

/** Points of which one in twenty is rare, for a logistic regression that always sees all of them. */
function rareClassTask(rankBy: RareClassMetric): Task {
  return defineTask({
    name: 'rare-class',
    target: 'binary',
    sampling: 'fresh',
    data: ({ seed }) => ({
      train: drawPart(seed, 'training'),
      validation: drawPart(seed, 'validation'),
      test: drawPart(seed, 'test'),
    }),
    model: logisticRegression,
    metrics: [balancedAccuracy, rocAuc],
    rankBy,
    learningRates: [0.1],
    schedule: constant,
    batchSize: ROWS,
    steps: 120,
  });
}

/** Compares focal loss with the plain one, the baseline, by balanced accuracy at p = ½ or by AUC on fresh points. */
export async function compareOnRareClass(rankBy: RareClassMetric): Promise<TaskResult> {
  const { comparison } = await compare({
    tasks: [rareClassTask(rankBy)],
    losses: [binaryFocal, binaryCrossEntropyWithLogits],
    baseline: binaryCrossEntropyWithLogits,
    seeds: SEEDS,
    backend: 'cpu',
  });
  return onlyTask(comparison);
}

/**
 * The fraction of the whole loss that the common class makes up, with a classifier that is quite sure of most of its
 * members (p = 0.05) and unsure of the rare ones (p = 0.4).
 */
export function majorityFraction(loss: AnyLoss): number {
  const logits = (p: number) => Math.log(p / (1 - p));
  const [common = 0, rare = 0] = elementLosses(loss, [0, 1], [logits(0.05), logits(0.4)]);
  return ((1 - RARE) * common) / ((1 - RARE) * common + RARE * rare);
}
