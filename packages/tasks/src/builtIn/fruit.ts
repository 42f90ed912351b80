import { type LabelledPictures, stratifiedSplit } from '@losskit/data';
import { checkInteger } from '@losskit/errors';
import { randomStream } from '@losskit/random';

import { defineTask } from '../defineTask.ts';
import type { FruitKind } from '../fruit/FruitKind.ts';
import { renderFruit } from '../fruit/renderFruit.ts';
import { pictureNetwork } from '../models/pictureNetwork.ts';
import type { Task } from '../Task.ts';
import { takePictures } from '../takePictures.ts';

/** The classes, in label order. */
export const FRUIT_KINDS = ['apple', 'pear', 'orange'] as const satisfies readonly FruitKind[];

export interface FruitTaskOptions {
  /** Training and validation pictures together; the test part has a third as many. At least 30. Default 900. */
  readonly pictures?: number;
  /** Height and width in pixels. At least 8. Default 32. */
  readonly size?: number;
}

function renderPart(part: string, count: number, size: number): LabelledPictures {
  const values = new Uint8Array(count * size * size * 3);
  const labels = Int32Array.from({ length: count }, (_, index) => index % FRUIT_KINDS.length);
  const names = Array.from(labels, (label, index) => `${FRUIT_KINDS[label]} ${part} ${index}`);
  labels.forEach((label, index) => {
    const pixels = renderFruit(
      FRUIT_KINDS[label] ?? 'apple',
      randomStream(0, `fruit ${part} picture`, index),
      size,
    );
    values.set(pixels, index * pixels.length);
  });
  return { inputs: { values, rowShape: [size, size, 3] }, targets: { values: labels, rowShape: [] }, names };
}

/** The drawn pictures of a seed: what {@link fruitTask} and its variations train on. */
export function fruitPictures({ pictures = 900, size = 32 }: FruitTaskOptions) {
  checkInteger('fruitTask', 'pictures', pictures, 30);
  checkInteger('fruitTask', 'size', size, 8);
  let pool: LabelledPictures | undefined;
  let test: LabelledPictures | undefined;
  return ({ seed }: { readonly seed: number }) => {
    pool ??= renderPart('training', pictures, size);
    test ??= renderPart('test', Math.round(pictures / 3), size);
    const { first, second } = stratifiedSplit(pool.targets.values, 0.2, seed, 'fruit validation');
    return { train: takePictures(pool, first), validation: takePictures(pool, second), test };
  };
}

/**
 * The embedded task `fruit`: drawn pictures of apples, pears and oranges in varied pose, colour, light and surroundings,
 * some partly hidden. Colours overlap between the classes, so that shape has to be learned too.
 *
 * The pictures are always the same and drawn once per task, at the first split. A seed decides which fifth of the first
 * 900 validates; the 300 test pictures are the same for every seed. Each class has a third of every part.
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
      description: `${pictures} + ${Math.round(pictures / 3)} drawn pictures of ${size} × ${size} pixels`,
    },
    sampling: 'fixed test',
    data: fruitPictures(options),
    model: ({ seed, inputShape, outputs }) => pictureNetwork(inputShape, outputs, seed),
    batchSize: 32,
    steps: 200,
    minEpochs: 4,
  });
}
