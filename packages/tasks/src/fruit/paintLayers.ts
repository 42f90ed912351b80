import type { RandomStream } from '@losskit/random';

import type { Colour } from './colours.ts';
import type { Layer } from './Layer.ts';

/** Colours are sampled at this many places across and down each pixel. */
const SAMPLES = 2;

const BLACK: Colour = [0, 0, 0];

/** Paints layers, undermost first: size × size pixels of red, green, blue, with sensor noise on top. */
export function paintLayers(layers: readonly Layer[], stream: RandomStream, size: number): Uint8Array {
  const grain = stream.uniform(2, 9);
  const pixels = new Uint8Array(size * size * 3);
  const place = (pixel: number, sample: number) => (2 * (pixel + (sample + 0.5) / SAMPLES)) / size - 1;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let down = 0; down < SAMPLES; down++) {
        for (let right = 0; right < SAMPLES; right++) {
          let colour = BLACK;
          for (const layer of layers) colour = layer(place(column, right), place(row, down), colour);
          red += Math.min(1, colour[0]);
          green += Math.min(1, colour[1]);
          blue += Math.min(1, colour[2]);
        }
      }
      const start = (row * size + column) * 3;
      for (const [channel, sum] of [red, green, blue].entries()) {
        // The sum of two uniform halves is triangular: close enough to a sensor's noise, and one draw.
        const draw = stream.uint32();
        const triangular = ((draw >>> 16) + (draw & 0xffff)) / 0xffff - 1;
        const level = (255 * sum) / SAMPLES ** 2 + grain * triangular;
        pixels[start + channel] = Math.min(255, Math.max(0, Math.round(level)));
      }
    }
  }
  return pixels;
}
