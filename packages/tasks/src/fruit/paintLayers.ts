import type { RandomStream } from '@losskit/random';

import type { Colour } from './colours.ts';
import type { Layer, View } from './Layer.ts';

/** Places in a pixel at which colours are sampled, in fractions of its side; the others only where the first two differ. */
const DIAGONAL = [0.25, 0.75] as const;
/** Colours that differ by less than this in every channel look the same under the sensor noise. */
const SAME = 0.02;

function differ(one: Colour, other: Colour): boolean {
  return (
    Math.abs(one[0] - other[0]) > SAME ||
    Math.abs(one[1] - other[1]) > SAME ||
    Math.abs(one[2] - other[2]) > SAME
  );
}

/** Five bits of a random draw, 0 to 1. */
function fraction(draw: number, shift: number): number {
  return ((draw >>> shift) & 31) / 31;
}

/** Paints a surface with layers on it, undermost first: size × size pixels of red, green, blue, with sensor noise on top. */
export function paintLayers(
  surface: View,
  layers: readonly Layer[],
  stream: RandomStream,
  size: number,
): Uint8Array {
  const grain = stream.uniform(2, 9);
  // Clamped arrays round, and keep to 0 … 255.
  const pixels = new Uint8ClampedArray(size * size * 3);
  const [near, far] = DIAGONAL;
  const view = layers.reduce((beneath, layer) => layer(beneath), surface);
  const colourAt = (column: number, row: number) => view((2 * column) / size - 1, (2 * row) / size - 1);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const one = colourAt(column + near, row + near);
      const other = colourAt(column + far, row + far);
      const isEdge = differ(one, other);
      const third = isEdge ? colourAt(column + far, row + near) : one;
      const fourth = isEdge ? colourAt(column + near, row + far) : other;
      const draw = stream.uint32();
      const start = (row * size + column) * 3;
      for (let channel = 0; channel < 3; channel++) {
        const sum =
          Math.min(1, one[channel] ?? 0) +
          Math.min(1, other[channel] ?? 0) +
          Math.min(1, third[channel] ?? 0) +
          Math.min(1, fourth[channel] ?? 0);
        // The sum of two uniform numbers is triangular: close enough to a sensor's noise.
        const triangular = fraction(draw, 10 * channel) + fraction(draw, 10 * channel + 5) - 1;
        pixels[start + channel] = (255 / 4) * sum + grain * triangular;
      }
    }
  }
  return new Uint8Array(pixels.buffer);
}
