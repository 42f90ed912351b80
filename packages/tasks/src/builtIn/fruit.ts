import type { LabelledPictures } from '@losskit/data';
import { checkInteger } from '@losskit/errors';
import { randomStream } from '@losskit/random';

import { defineTask } from '../defineTask.ts';
import type { FruitKind } from '../fruit/FruitKind.ts';
import { renderFruit } from '../fruit/renderFruit.ts';
import { pictureNetwork } from '../models/pictureNetwork.ts';
import type { Task } from '../Task.ts';

/** The classes, in label order. */
export const FRUIT_KINDS = ['apple', 'pear', 'orange'] as const satisfies readonly FruitKind[];

export interface FruitTaskOptions {
  /** Training and validation pictures together; the test part has a third as many. At least 30. Default 900. */
  readonly pictures?: number;
  /** Height and width in pixels. At least 8. Default 32. */
  readonly size?: number;
}

function renderPart(seed: number, part: string, count: number, size: number): LabelledPictures {
  const values = new Uint8Array(count * size * size * 3);
  const labels = Int32Array.from({ length: count }, (_, index) => index % FRUIT_KINDS.length);
  const names = Array.from(labels, (label, index) => `${FRUIT_KINDS[label]} ${part} ${index}`);
  labels.forEach((label, index) => {
    const pixels = renderFruit(
      FRUIT_KINDS[label] ?? 'apple',
      randomStream(seed, `fruit ${part} picture`, index),
      size,
    );
    values.set(pixels, index * pixels.length);
  });
  return { inputs: { values, rowShape: [size, size, 3] }, targets: { values: labels, rowShape: [] }, names };
}

/** Draws the pictures of a seed: what {@link fruitTask} and its variations train on. */
export function fruitPictures({ pictures = 900, size = 32 }: FruitTaskOptions) {
  checkInteger('fruitTask', 'pictures', pictures, 30);
  checkInteger('fruitTask', 'size', size, 8);
  const validating = Math.round(pictures / 5);
  return ({ seed }: { readonly seed: number }) => ({
    train: renderPart(seed, 'training', pictures - validating, size),
    validation: renderPart(seed, 'validation', validating, size),
    test: renderPart(seed, 'test', Math.round(pictures / 3), size),
  });
}

/**
 * The embedded task `fruit`: drawn pictures of apples, pears and oranges in varied pose, colour, light and surroundings,
 * some partly hidden. Colours overlap between the classes, so that shape has to be learned too.
 *
 * Each seed draws its own pictures: 720 to train on, 180 to validate and 300 to test, of each class a third. That takes about
 * half a second.
 *
 * @throws RangeError if an option is outside its range.
 * @example
 * ```ts
 * const { train } = await fruitTask().load(7);
 * train.inputs.rowShape; // [32, 32, 3]
 * ```
 */
export function fruitTask(options: FruitTaskOptions = {}): Task {
  const { pictures = 900, size = 32 } = options;
  return defineTask({
    name: 'fruit',
    target: 'multiclass',
    classNames: FRUIT_KINDS,
    origin: {
      kind: 'embedded',
      description: `${pictures} + ${Math.round(pictures / 3)} pictures of ${size} × ${size} pixels, drawn anew for each seed`,
      rows: pictures + Math.round(pictures / 3),
    },
    sampling: 'fresh',
    data: fruitPictures(options),
    model: ({ seed, inputShape, outputs }) => pictureNetwork(inputShape, outputs, seed),
    batchSize: 32,
    learningRates: [0.003, 0.01, 0.03],
    steps: 130,
    minEpochs: 4,
  });
}
