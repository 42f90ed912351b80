import type { RandomStream } from '@losskit/random';

import { type Colour, mix, pick, times, vary } from './colours.ts';
import type { Layer } from './Layer.ts';
import { leafShape } from './leaf.ts';
import { square } from './square.ts';

const THINGS: readonly [Colour, ...Colour[]] = [
  [0.88, 0.88, 0.86],
  [0.5, 0.36, 0.22],
  [0.25, 0.3, 0.42],
  [0.74, 0.2, 0.16],
  [0.9, 0.6, 0.15],
  [0.5, 0.62, 0.25],
  [0.2, 0.2, 0.2],
];

/** Something in front of the fruit at (u, v) of the given radius: a bar, a ball or a leaf that hides a part of its side. */
export function occluder(stream: RandomStream, u: number, v: number, radius: number): Layer {
  const angle = stream.uniform(0, 2 * Math.PI);
  const towards: readonly [number, number] = [Math.cos(angle), Math.sin(angle)];
  const colour = vary(stream, pick(stream, THINGS), 0.1);
  const distance = radius * stream.uniform(0.4, 0.75);
  const depth = radius * stream.uniform(0.25, 0.9);
  const middle: readonly [number, number] = [
    u + towards[0] * (distance + depth),
    v + towards[1] * (distance + depth),
  ];
  switch (pick(stream, ['bar', 'ball', 'leaf'] as const)) {
    case 'bar':
      return (beneath) => (x, y) => {
        const off = (x - u) * towards[0] + (y - v) * towards[1] - distance;
        return off > 0 && off < depth ? times(colour, 1 - (0.3 * off) / depth) : beneath(x, y);
      };
    case 'ball':
      return (beneath) => (x, y) => {
        const distance = (square(x - middle[0]) + square(y - middle[1])) / square(depth);
        return distance < 1 ? times(colour, 0.55 + 0.45 * Math.sqrt(1 - distance)) : beneath(x, y);
      };
    case 'leaf': {
      const inLeaf = leafShape(
        middle[0] - towards[1] * radius,
        middle[1] + towards[0] * radius,
        angle - Math.PI / 2,
        2 * radius,
      );
      const green = vary(stream, [0.28, 0.46, 0.16], 0.1);
      return (beneath) => (x, y) => {
        const vein = inLeaf(x, y);
        return vein === undefined ? beneath(x, y) : mix(green, [0.6, 0.7, 0.4], 0.5 * vein);
      };
    }
  }
}
