import { isRows, type Rows, rowSize } from '@losskit/data';
import { checkInteger } from '@losskit/errors';
import { randomStream } from '@losskit/random';

import { defineTask } from '../defineTask.ts';
import { renderFruit } from '../fruit/renderFruit.ts';
import { pictureNetwork } from '../models/pictureNetwork.ts';
import type { Task, TrainedModel } from '../Task.ts';
import { FRUIT_KINDS, fruitPictures } from './fruit.ts';

/** The fraction of known fruits that the threshold lets pass. */
const KEPT = 0.95;
/** A model is sure of an answer from this probability on. */
const SURE = 0.9;

/**
 * Draws pineapples as `fruitTask` draws its fruits: pictures of a class that its classifier never saw.
 *
 * @param seed - Integer from 0 to 2⁵³ − 1: different seeds have different pictures.
 * @param count - Pictures, at least 1.
 * @param size - Height and width in pixels, at least 8. Default 32.
 * @returns Pixels of shape [count, size, size, 3], 0 to 255.
 * @throws RangeError if an option is outside its range.
 */
export function pineapplePictures(seed: number, count: number, size = 32): Rows<Uint8Array> {
  checkInteger('pineapplePictures', 'count', count, 1);
  checkInteger('pineapplePictures', 'size', size, 8);
  const values = new Uint8Array(count * size * size * 3);
  for (let row = 0; row < count; row++) {
    const picture = renderFruit('pineapple', randomStream(seed, 'pineapple picture', row), size);
    values.set(picture, row * picture.length);
  }
  return { values, rowShape: [size, size, 3] };
}

/** Probability that a number of the first list is above one of the second; ties count half. */
function areaUnderCurve(above: readonly number[], below: readonly number[]): number {
  let wins = 0;
  for (const one of above) for (const other of below) wins += one > other ? 1 : one === other ? 0.5 : 0;
  return wins / (above.length * below.length);
}

/** The sigmoid of each logit, or the softmax of a row. */
function largestProbability(logits: Float32Array, perClass: boolean): number {
  const largest = Math.max(...logits);
  if (perClass) return 1 / (1 + Math.exp(-largest));
  return 1 / logits.reduce((sum, logit) => sum + Math.exp(logit - largest), 0);
}

/** How sure the model is of its answer for each picture. */
async function certainties({ outputs, loss }: TrainedModel, pictures: Rows): Promise<number[]> {
  const logits = await outputs(pictures);
  const width = rowSize(logits);
  const perClass = loss.declared?.declaration.target === 'binary';
  return Array.from({ length: logits.values.length / width }, (_, row) =>
    largestProbability(logits.values.subarray(row * width, (row + 1) * width), perClass),
  );
}

function fraction(values: readonly number[], is: (value: number) => boolean): number {
  return values.filter(is).length / values.length;
}

async function certaintiesOf(trained: TrainedModel): Promise<{ known: number[]; unknown: number[] }> {
  const { test, more } = trained.data;
  const unknown = more.unknown?.inputs;
  if (!isRows(test.inputs) || !unknown || !isRows(unknown))
    throw new RangeError('fruit-unknown: expected pictures.');
  return { known: await certainties(trained, test.inputs), unknown: await certainties(trained, unknown) };
}

/** Options of {@link unknownFruitTask}. */
export interface UnknownFruitTaskOptions {
  /** Training and validation pictures together, as for `fruitTask`. At least 30. Default 900. */
  readonly pictures?: number | undefined;
  /** Training steps, at least. Default 250. */
  readonly steps?: number | undefined;
}

/**
 * The embedded task `fruit-unknown`: a classifier of apple, pear and orange is shown pineapples. How sure is it of an answer that
 * can only be wrong? Each seed draws its own pictures.
 *
 * Measured beside the panel of classes: `sure`, the fraction of pineapples that get a name with more than 90 % probability;
 * `refused`, the fraction below the largest probability that 95 % of the known fruits reach; and `auc`, the probability that a
 * known fruit has a larger largest probability than a pineapple, which ranks.
 *
 * @throws RangeError if an option is outside its range.
 */
export function unknownFruitTask({ pictures = 900, steps = 250 }: UnknownFruitTaskOptions = {}): Task {
  const known = fruitPictures({ pictures });
  return defineTask({
    name: 'fruit-unknown',
    target: 'multiclass',
    classNames: FRUIT_KINDS,
    origin: {
      kind: 'embedded',
      description: `${pictures} pictures of three fruits, and pineapples, drawn anew for each seed`,
      rows: pictures + 2 * Math.round(pictures / 3),
    },
    sampling: 'fresh',
    data({ seed }) {
      const inputs = pineapplePictures(seed, Math.round(pictures / 3));
      const rows = inputs.values.length / rowSize(inputs);
      // No answer is right: the ids only fill the place of targets.
      return { ...known({ seed }), more: { unknown: { inputs, targets: new Int32Array(rows) } } };
    },
    model: ({ seed, inputShape, outputs }) => pictureNetwork(inputShape, outputs, seed),
    losses: ['crossEntropy', 'binaryCrossEntropyWithLogits'],
    learningRates: [0.003],
    batchSize: 32,
    steps,
    measurements: {
      // A model that looks at no input is a third sure of everything.
      sure: { higherIsBetter: false, bounds: [0, 1], countsRows: true, trivial: 0 },
      refused: { higherIsBetter: true, bounds: [0, 1], countsRows: true, trivial: 0 },
      auc: { higherIsBetter: true, bounds: [0, 1], trivial: 0.5 },
    },
    async measure(trained) {
      const { known: ofKnown, unknown } = await certaintiesOf(trained);
      const sorted = [...ofKnown].sort((a, b) => a - b);
      const threshold = sorted[Math.floor((1 - KEPT) * sorted.length)] ?? 0;
      return {
        sure: fraction(unknown, (value) => value > SURE),
        refused: fraction(unknown, (value) => value < threshold),
        auc: areaUnderCurve(ofKnown, unknown),
      };
    },
    rankBy: 'auc',
    async describe(trained) {
      return trained.seed === 0 ? { certainties: await certaintiesOf(trained) } : {};
    },
  });
}
