import { randomStream } from '@losskit/random';

import { checkInteger } from './checkOption.ts';
import type { FruitKind } from './fruit/FruitKind.ts';
import { renderFruit } from './fruit/renderFruit.ts';
import { stratifiedSplit } from './stratifiedSplit.ts';
import type { ImagePart, ImageTask } from './Task.ts';
import { takePictures } from './takePictures.ts';

const KINDS = ['apple', 'pear', 'orange'] as const satisfies readonly FruitKind[];

export interface FruitTaskOptions {
  /** Training and validation pictures together; the test part has a third as many. At least 30. Default 900. */
  readonly pictures?: number;
  /** Height and width in pixels. At least 8. Default 32. */
  readonly size?: number;
}

function renderPart(part: string, count: number, size: number): ImagePart {
  const values = new Uint8Array(count * size * size * 3);
  const labels = Int32Array.from({ length: count }, (_, index) => index % KINDS.length);
  const names = Array.from(labels, (label, index) => `${KINDS[label]} ${part} ${index}`);
  labels.forEach((label, index) => {
    const pixels = renderFruit(
      KINDS[label] ?? 'apple',
      randomStream(0, `fruit ${part} picture`, index),
      size,
    );
    values.set(pixels, index * pixels.length);
  });
  return { rows: count, inputs: { values, rowShape: [size, size, 3] }, labels, names };
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
 * const { train, test } = fruitTask().split(7);
 * train.inputs.rowShape; // [32, 32, 3]
 * ```
 */
export function fruitTask(options: FruitTaskOptions = {}): ImageTask {
  const { pictures = 900, size = 32 } = options;
  checkInteger('fruitTask', 'pictures', pictures, 30);
  checkInteger('fruitTask', 'size', size, 8);
  const testPictures = Math.round(pictures / 3);
  let pool: ImagePart | undefined;
  let test: ImagePart | undefined;
  return {
    kind: 'classification',
    name: 'fruit',
    origin: {
      kind: 'embedded',
      description: `${pictures} + ${testPictures} drawn pictures of ${size} × ${size} pixels`,
    },
    classNames: KINDS,
    pictureShape: [size, size, 3],
    split(seed) {
      pool ??= renderPart('training', pictures, size);
      test ??= renderPart('test', testPictures, size);
      const { first, second } = stratifiedSplit(pool.labels, 0.2, seed, 'fruit validation');
      return { train: takePictures(pool, first), validation: takePictures(pool, second), test };
    },
  };
}
