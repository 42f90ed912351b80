import { fruitBowls } from '@losskit/data';
import { binaryCrossEntropyWithLogits, binaryFocal, crossEntropy } from '@losskit/losses';
import type { LossFunction } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs-core';
import { spaced } from '../probe.ts';
import { overSeeds, type Quantity } from '../quantity.ts';
import { trainPictures } from './trainPictures.ts';

/** How well several fruits in one picture are found with one loss. */
export interface BowlsResult {
  readonly losses: readonly {
    readonly loss: string;
    /** Share of test pictures in which all three answers are right. */
    readonly allRight: Quantity;
    readonly allRightBySeed: readonly number[];
    /** Share of single answers (is this fruit there?) that are right. */
    readonly eachRight: Quantity;
  }[];
  readonly parts: { readonly train: number; readonly validation: number; readonly test: number };
}

export interface PictureExperimentOptions {
  readonly seeds: number;
  readonly pictures: number;
  /** Training steps of each model. */
  readonly steps: number;
  readonly signal?: AbortSignal | undefined;
}

const FRUITS = 3;

interface Recipe {
  readonly loss: string;
  readonly train: LossFunction;
  /** Probabilities from scores. */
  readonly toProbabilities: (scores: tf.Tensor) => tf.Tensor;
}

const RECIPES: readonly Recipe[] = [
  { loss: 'binaryCrossEntropyWithLogits', train: binaryCrossEntropyWithLogits, toProbabilities: tf.sigmoid },
  { loss: 'binaryFocal', train: binaryFocal, toProbabilities: tf.sigmoid },
  {
    // Softmax shares one probability out among the fruits that are there.
    loss: 'crossEntropy',
    train: (targets, scores) => crossEntropy(tf.div(targets, tf.sum(targets, -1, true)), scores),
    toProbabilities: tf.softmax,
  },
];

function shareRight(probabilities: Float32Array, targets: Float32Array, threshold: number) {
  let each = 0;
  let all = 0;
  for (let start = 0; start < targets.length; start += FRUITS) {
    let right = 0;
    for (let place = start; place < start + FRUITS; place++) {
      if ((probabilities[place] ?? 0) > threshold === (targets[place] === 1)) right += 1;
    }
    each += right;
    if (right === FRUITS) all += 1;
  }
  return { each: each / targets.length, all: (all * FRUITS) / targets.length };
}

/**
 * Trains the network on pictures with one to three fruits and asks of each fruit whether it is there. The threshold
 * of the probability is chosen on the validation part, for every loss in the same way.
 */
export async function runBowls(options: PictureExperimentOptions): Promise<BowlsResult> {
  const { seeds, pictures, steps, signal } = options;
  const train = fruitBowls('training', pictures);
  const validation = fruitBowls('validation', Math.round(pictures / 4));
  const test = fruitBowls('test', Math.round(pictures / 3));
  const losses: BowlsResult['losses'][number][] = [];
  for (const { loss, train: lossFunction, toProbabilities } of RECIPES) {
    const shares: { each: number; all: number }[] = [];
    for (let seed = 0; seed < seeds; seed++) {
      const scores = await trainPictures(
        { data: train, classes: FRUITS, loss: lossFunction, seed, steps, signal },
        [validation.inputs, test.inputs],
      );
      const [known = new Float32Array(), held = new Float32Array()] = scores.map((values) =>
        Float32Array.from(
          tf.tidy(() => toProbabilities(tf.tensor2d(values, [values.length / FRUITS, FRUITS])).dataSync()),
        ),
      );
      const thresholds = spaced(0.05, 0.95, 19);
      const ofValidation = thresholds.map(
        (threshold) => shareRight(known, validation.targets.values, threshold).all,
      );
      const best = thresholds[ofValidation.indexOf(Math.max(...ofValidation))] ?? 0.5;
      shares.push(shareRight(held, test.targets.values, best));
    }
    losses.push({
      loss,
      allRight: overSeeds(shares.map(({ all }) => all)),
      allRightBySeed: shares.map(({ all }) => all),
      eachRight: overSeeds(shares.map(({ each }) => each)),
    });
  }
  return { losses, parts: { train: train.rows, validation: validation.rows, test: test.rows } };
}
