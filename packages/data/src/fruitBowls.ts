import { randomStream } from '@losskit/random';

import { checkInteger } from './checkOption.ts';
import { renderBowl } from './fruit/renderBowl.ts';
import type { Rows } from './Task.ts';

const KINDS = ['apple', 'pear', 'orange'] as const;

/** Pictures with one to three fruits each. */
export interface FruitBowls {
  readonly rows: number;
  /** [rows, size, size, 3], 0 to 255. */
  readonly inputs: Rows<Uint8Array>;
  /** [rows, 3]: 1 where the fruit is in the picture, in the order of `classNames`. */
  readonly targets: Rows<Float32Array>;
  readonly classNames: readonly string[];
}

/** The seven choices of at least one fruit out of three. */
const CHOICES = [1, 2, 4, 3, 5, 6, 7].map((bits) => KINDS.map((_, kind) => (bits >> kind) & 1));

/**
 * Draws bowls of fruit: apple, pear and orange, each there or not, at least one. All seven choices are equally common, so
 * each fruit is in four of seven pictures.
 *
 * @param part - Name of the part, such as `training`: different parts have different pictures.
 * @param count - Pictures, at least 7.
 * @param size - Height and width in pixels, at least 8. Default 32.
 * @throws RangeError if an option is outside its range.
 * @example
 * ```ts
 * const { targets } = fruitBowls('training', 7);
 * targets.values; // [1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1]
 * ```
 */
export function fruitBowls(part: string, count: number, size = 32): FruitBowls {
  checkInteger('fruitBowls', 'count', count, CHOICES.length);
  checkInteger('fruitBowls', 'size', size, 8);
  const pixels = new Uint8Array(count * size * size * 3);
  const targets = new Float32Array(count * KINDS.length);
  for (let row = 0; row < count; row++) {
    const choice = CHOICES[row % CHOICES.length] ?? [];
    const kinds = KINDS.filter((_, kind) => choice[kind] === 1);
    const picture = renderBowl(kinds, randomStream(0, `fruit bowls ${part}`, row), size);
    pixels.set(picture, row * picture.length);
    targets.set(choice, row * KINDS.length);
  }
  return {
    rows: count,
    inputs: { values: pixels, rowShape: [size, size, 3] },
    targets: { values: targets, rowShape: [KINDS.length] },
    classNames: KINDS,
  };
}
