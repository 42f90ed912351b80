import type { RandomStream } from '@losskit/random';

import { type Colour, mix, pick, smoothStep, times, vary } from './colours.ts';
import type { Layer } from './Layer.ts';
import { noise } from './noise.ts';

const SURFACES: readonly [Colour, ...Colour[]] = [
  [0.95, 0.95, 0.93],
  [0.8, 0.78, 0.74],
  [0.55, 0.4, 0.26],
  [0.72, 0.56, 0.38],
  [0.3, 0.24, 0.2],
  [0.4, 0.48, 0.56],
  [0.66, 0.74, 0.8],
  [0.45, 0.55, 0.38],
  [0.62, 0.36, 0.32],
  [0.16, 0.17, 0.2],
];

function surface(stream: RandomStream): Layer {
  const colour = vary(stream, pick(stream, SURFACES), 0.08);
  const other =
    stream.uniform() < 0.5 ? times(colour, stream.uniform(0.55, 0.85)) : vary(stream, colour, 0.25);
  const seed = stream.uint32();
  const kind = pick(stream, ['plain', 'gradient', 'grain', 'mottled', 'checked'] as const);
  const across = stream.uniform(-1, 1);
  const along = stream.uniform(-1, 1);
  const fineness = stream.uniform(1.5, 5);
  switch (kind) {
    case 'plain':
      return () => colour;
    case 'gradient':
      return (u, v) => mix(colour, other, smoothStep(-1.2, 1.2, u * across + v * along));
    case 'grain':
      return (u, v) => mix(colour, other, noise(u * fineness * 0.4, v * fineness * 3, seed));
    case 'mottled':
      return (u, v) => mix(colour, other, noise(u * fineness, v * fineness, seed));
    case 'checked':
      return (u, v) => {
        const column = Math.floor((u + v * across * 0.4) * fineness * 0.7 + 40);
        const row = Math.floor((v - u * across * 0.4) * fineness * 0.7 + 40);
        return (column + row) % 2 === 0 ? colour : other;
      };
  }
}

/** One surface, or a wall behind a table whose edge is more or less level. */
export function background(stream: RandomStream): Layer {
  const table = surface(stream);
  if (stream.uniform() < 0.5) return table;
  const wall = surface(stream);
  const edge = stream.uniform(-0.5, 0.35);
  const slope = stream.uniform(-0.15, 0.15);
  return (u, v, beneath) => (v > edge + slope * u ? table(u, v, beneath) : wall(u, v, beneath));
}
