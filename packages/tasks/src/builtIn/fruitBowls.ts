import { type FloatRows, type Rows, rowSize } from '@losskit/data';
import { checkInteger } from '@losskit/errors';
import { randomStream } from '@losskit/random';

import { defineTask } from '../defineTask.ts';
import { renderBowl } from '../fruit/renderBowl.ts';
import { pictureNetwork } from '../models/pictureNetwork.ts';
import type { Task } from '../Task.ts';
import { FRUIT_KINDS } from './fruit.ts';

/** Pictures with one to three fruits each. */
export interface FruitBowls {
  /** [rows, size, size, 3], 0 to 255. */
  readonly inputs: Rows<Uint8Array>;
  /** [rows, 3]: 1 where the fruit is in the picture: apple, pear, orange. */
  readonly targets: Rows<Float32Array>;
}

/** The seven choices of at least one fruit out of three. */
const CHOICES = [1, 2, 4, 3, 5, 6, 7].map((bits) => FRUIT_KINDS.map((_, kind) => (bits >> kind) & 1));

/**
 * Draws bowls of fruit: apple, pear and orange, each there or not, at least one. All seven choices are equally common, so
 * each fruit is in four of seven pictures.
 *
 * @param seed - Integer from 0 to 2⁵³ − 1: different seeds have different pictures.
 * @param part - Name of the part, such as `training`: so have different parts.
 * @param count - Pictures, at least 7.
 * @param size - Height and width in pixels, at least 8. Default 32.
 * @throws RangeError if an option is outside its range.
 * @example
 * ```ts
 * const { targets } = fruitBowls(0, 'training', 7);
 * targets.values; // [1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1]
 * ```
 */
export function fruitBowls(seed: number, part: string, count: number, size = 32): FruitBowls {
  checkInteger('fruitBowls', 'count', count, CHOICES.length);
  checkInteger('fruitBowls', 'size', size, 8);
  const pixels = new Uint8Array(count * size * size * 3);
  const targets = new Float32Array(count * FRUIT_KINDS.length);
  for (let row = 0; row < count; row++) {
    const choice = CHOICES[row % CHOICES.length] ?? [];
    const kinds = FRUIT_KINDS.filter((_, kind) => choice[kind] === 1);
    const picture = renderBowl(kinds, randomStream(seed, `fruit bowls ${part}`, row), size);
    pixels.set(picture, row * picture.length);
    targets.set(choice, row * FRUIT_KINDS.length);
  }
  return {
    inputs: { values: pixels, rowShape: [size, size, 3] },
    targets: { values: targets, rowShape: [FRUIT_KINDS.length] },
  };
}

/** Options of {@link fruitBowlTask}. */
export interface FruitBowlTaskOptions {
  /** Training pictures; the validation part has a quarter as many, the test part a third. At least 28. Default 900. */
  readonly pictures?: number | undefined;
  /** Training steps, at least. Default 250. */
  readonly steps?: number | undefined;
}

/** Probabilities that are tried as the threshold between "no" and "yes". */
const THRESHOLDS = Array.from({ length: 19 }, (_, index) => 0.05 + (0.9 * index) / 18);

/** The fraction of rows in which every answer is right, and of single answers. */
function fractionsRight(probabilities: FloatRows, targets: Rows, threshold: number) {
  const width = rowSize(targets);
  let each = 0;
  let all = 0;
  for (let start = 0; start < targets.values.length; start += width) {
    let right = 0;
    for (let place = start; place < start + width; place++) {
      if ((probabilities.values[place] ?? 0) > threshold === (targets.values[place] === 1)) right += 1;
    }
    each += right;
    if (right === width) all += 1;
  }
  return { each: each / targets.values.length, all: (all * width) / targets.values.length };
}

/**
 * The embedded task `fruit-bowl`: which of apple, pear and orange are in a picture of one to three fruits.
 *
 * Each seed draws its own pictures. Ranked by `allRight`, the fraction of test pictures in which all three answers are right. The threshold of the probability is
 * chosen on the validation part, for every loss in the same way, because a loss that shares one probability out among the
 * fruits has another natural threshold than ½.
 *
 * @throws RangeError if an option is outside its range.
 */
export function fruitBowlTask({ pictures = 900, steps = 250 }: FruitBowlTaskOptions = {}): Task {
  checkInteger('fruitBowlTask', 'pictures', pictures, 28);
  return defineTask({
    name: 'fruit-bowl',
    target: 'multilabel',
    classNames: FRUIT_KINDS,
    origin: {
      kind: 'embedded',
      description: `${pictures} training pictures of bowls with one to three fruits, drawn anew for each seed`,
      rows: pictures + Math.round(pictures / 4) + Math.round(pictures / 3),
    },
    sampling: 'fresh',
    data: ({ seed }) => ({
      train: fruitBowls(seed, 'training', pictures),
      validation: fruitBowls(seed, 'validation', Math.round(pictures / 4)),
      test: fruitBowls(seed, 'test', Math.round(pictures / 3)),
    }),
    model: ({ seed, inputShape, outputs }) => pictureNetwork(inputShape, outputs, seed),
    losses: ['binaryCrossEntropyWithLogits', 'binaryFocal', 'crossEntropy'],
    // One rate serves every loss: Adam divides the scale of a loss away.
    learningRates: [0.003],
    batchSize: 32,
    steps,
    measurements: {
      // Every choice is in a seventh of the bowls, and every fruit in four sevenths.
      allRight: { higherIsBetter: true, bounds: [0, 1], countsRows: true, trivial: 1 / 7 },
      eachRight: { higherIsBetter: true, bounds: [0, 1], trivial: 4 / 7 },
    },
    async measure({ predict, data: { validation, test } }) {
      const known = await predict(validation.inputs);
      const ofValidation = THRESHOLDS.map(
        (threshold) => fractionsRight(known, validation.targets, threshold).all,
      );
      const threshold = THRESHOLDS[ofValidation.indexOf(Math.max(...ofValidation))] ?? 0.5;
      const { all, each } = fractionsRight(await predict(test.inputs), test.targets, threshold);
      return { allRight: all, eachRight: each };
    },
    rankBy: 'allRight',
  });
}
