import { randomStream } from '@losskit/random';

import { checkInteger } from './checkOption.ts';
import { renderFruit } from './fruit/renderFruit.ts';
import type { Rows } from './Task.ts';

/**
 * Draws pineapples as `fruitTask` draws its fruits: pictures of a class that its classifier never saw.
 *
 * @param count - Pictures, at least 1.
 * @param size - Height and width in pixels, at least 8. Default 32.
 * @returns Pixels of shape [count, size, size, 3], 0 to 255.
 * @throws RangeError if an option is outside its range.
 */
export function pineapplePictures(count: number, size = 32): Rows<Uint8Array> {
  checkInteger('pineapplePictures', 'count', count, 1);
  checkInteger('pineapplePictures', 'size', size, 8);
  const values = new Uint8Array(count * size * size * 3);
  for (let row = 0; row < count; row++) {
    const picture = renderFruit('pineapple', randomStream(0, 'pineapple picture', row), size);
    values.set(picture, row * picture.length);
  }
  return { values, rowShape: [size, size, 3] };
}
