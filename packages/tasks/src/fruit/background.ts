import type { RandomStream } from '@losskit/random';

import { type Colour, mix, pick, smoothStep, times, vary } from './colours.ts';
import type { View } from './Layer.ts';
import { noiseOf } from './noise.ts';

const SURFACES: readonly [Colour, ...Colour[]] = [
  [0.95, 0.95, 0.93],
  [0.88, 0.87, 0.84],
  [0.8, 0.78, 0.74],
  [0.72, 0.6, 0.46],
  [0.62, 0.48, 0.36],
  [0.7, 0.76, 0.82],
  [0.56, 0.62, 0.68],
  [0.4, 0.4, 0.44],
];

function surface(stream: RandomStream): View {
  const colour = vary(stream, pick(stream, SURFACES), 0.04);
  const other = times(colour, stream.uniform(0.72, 0.95));
  const noise = noiseOf(stream.uint32());
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
      return (u, v) => mix(colour, other, noise(u * fineness * 0.4, v * fineness * 3));
    case 'mottled':
      return (u, v) => mix(colour, other, noise(u * fineness, v * fineness));
    case 'checked':
      return (u, v) => {
        const column = Math.floor((u + v * across * 0.4) * fineness * 0.7 + 40);
        const row = Math.floor((v - u * across * 0.4) * fineness * 0.7 + 40);
        return (column + row) % 2 === 0 ? colour : other;
      };
  }
}

/** One surface, or a wall behind a table whose edge is more or less level. */
export function background(stream: RandomStream): View {
  const table = surface(stream);
  if (stream.uniform() < 0.6) return table;
  const wall = surface(stream);
  const edge = stream.uniform(-0.5, 0.35);
  const slope = stream.uniform(-0.15, 0.15);
  return (u, v) => (v > edge + slope * u ? table(u, v) : wall(u, v));
}
