import { fruitTask, oneHotRows, pineapplePictures, pngDataUri, rowSize } from '@losskit/data';
import { binaryCrossEntropyWithLogits, crossEntropy } from '@losskit/losses';
import type { LossFunction } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs-core';

import { overSeeds, type Quantity } from '../quantity.ts';
import type { PictureExperimentOptions } from './bowls.ts';
import { trainPictures } from './trainPictures.ts';

const CLASSES = 3;

/** Share of known fruits that the threshold lets pass. */
const KEPT = 0.95;

/** What a classifier of apples, pears and oranges says of pineapples. */
export interface UnknownFruitResult {
  readonly losses: readonly {
    readonly loss: string;
    /** Accuracy on known fruits. */
    readonly accuracy: Quantity;
    /** Share of pineapples that get one of the three names with more than 90 % probability. */
    readonly sure: Quantity;
    /** Share of pineapples below the largest probability that 95 % of the known fruits reach. */
    readonly refused: Quantity;
    /** Probability that a known fruit has a larger largest probability than a pineapple. */
    readonly auc: Quantity;
    /** Largest probability of each picture, first seed. */
    readonly known: readonly number[];
    readonly unknown: readonly number[];
  }[];
  /** Some of the pineapples, as PNG data URIs. */
  readonly samples: readonly string[];
}

interface Recipe {
  readonly loss: string;
  readonly train: LossFunction;
  readonly toProbabilities: (scores: tf.Tensor) => tf.Tensor;
}

const RECIPES: readonly Recipe[] = [
  { loss: 'crossEntropy', train: crossEntropy, toProbabilities: tf.softmax },
  { loss: 'binaryCrossEntropyWithLogits', train: binaryCrossEntropyWithLogits, toProbabilities: tf.sigmoid },
];

/** Probability that a number of the first list is above one of the second; ties count half. */
function areaUnderCurve(above: readonly number[], below: readonly number[]): number {
  let wins = 0;
  for (const one of above) for (const other of below) wins += one > other ? 1 : one === other ? 0.5 : 0;
  return wins / (above.length * below.length);
}

function largestPerRow(
  scores: Float32Array,
  toProbabilities: (scores: tf.Tensor) => tf.Tensor,
): { largest: number[]; classes: number[] } {
  return tf.tidy(() => {
    const probabilities = toProbabilities(tf.tensor2d(scores, [scores.length / CLASSES, CLASSES]));
    return {
      largest: Array.from(tf.max(probabilities, -1).dataSync()),
      classes: Array.from(tf.argMax(probabilities, -1).dataSync()),
    };
  });
}

/** Trains classifiers of three fruits and shows them a fourth. */
export async function runUnknownFruit(options: PictureExperimentOptions): Promise<UnknownFruitResult> {
  const { seeds, pictures, steps, signal } = options;
  const task = fruitTask({ pictures });
  const pineapples = pineapplePictures(Math.round(pictures / 3));
  const losses: UnknownFruitResult['losses'][number][] = [];
  for (const { loss, train: lossFunction, toProbabilities } of RECIPES) {
    const perSeed: { accuracy: number; sure: number; refused: number; auc: number }[] = [];
    let first: { known: readonly number[]; unknown: readonly number[] } = { known: [], unknown: [] };
    for (let seed = 0; seed < seeds; seed++) {
      const { train, test } = task.split(seed);
      const targets =
        loss === 'crossEntropy' ? { values: train.labels, rowShape: [] } : oneHotRows(train.labels, CLASSES);
      const [ofTest = new Float32Array(), ofPineapples = new Float32Array()] = await trainPictures(
        {
          data: { rows: train.rows, inputs: train.inputs, targets },
          classes: CLASSES,
          loss: lossFunction,
          seed,
          steps,
          signal,
        },
        [test.inputs, pineapples],
      );
      const known = largestPerRow(ofTest, toProbabilities);
      const unknown = largestPerRow(ofPineapples, toProbabilities);
      const sorted = [...known.largest].sort((a, b) => a - b);
      const threshold = sorted[Math.floor((1 - KEPT) * sorted.length)] ?? 0;
      const share = (values: readonly number[], is: (value: number) => boolean) =>
        values.filter(is).length / values.length;
      perSeed.push({
        accuracy: known.classes.filter((id, row) => id === test.labels[row]).length / test.rows,
        sure: share(unknown.largest, (value) => value > 0.9),
        refused: share(unknown.largest, (value) => value < threshold),
        auc: areaUnderCurve(known.largest, unknown.largest),
      });
      if (seed === 0) first = { known: known.largest, unknown: unknown.largest };
    }
    losses.push({
      loss,
      accuracy: overSeeds(perSeed.map(({ accuracy }) => accuracy)),
      sure: overSeeds(perSeed.map(({ sure }) => sure)),
      refused: overSeeds(perSeed.map(({ refused }) => refused)),
      auc: overSeeds(perSeed.map(({ auc }) => auc)),
      ...first,
    });
  }
  const size = rowSize(pineapples);
  const [side = 0] = pineapples.rowShape;
  const samples = Array.from({ length: 6 }, (_, row) =>
    pngDataUri(pineapples.values.subarray(row * size, (row + 1) * size), side, side),
  );
  return { losses, samples };
}
