import type { RandomStream } from '@losskit/random';

import type { FruitKind } from './FruitKind.ts';

/** Red, green, blue, each 0 to 1. */
export type Colour = readonly [number, number, number];

export function mix(from: Colour, to: Colour, share: number): Colour {
  return [
    from[0] + (to[0] - from[0]) * share,
    from[1] + (to[1] - from[1]) * share,
    from[2] + (to[2] - from[2]) * share,
  ];
}

export function times(colour: Colour, factor: number): Colour {
  return [colour[0] * factor, colour[1] * factor, colour[2] * factor];
}

/** A smooth step from 0 at `low` to 1 at `high`; falls where `high` is less than `low`. */
export function smoothStep(low: number, high: number, value: number): number {
  const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
  return share * share * (3 - 2 * share);
}

export function pick<Choice>(stream: RandomStream, choices: readonly [Choice, ...Choice[]]): Choice {
  return choices[stream.integer(choices.length)] ?? choices[0];
}

/** The colour, each channel moved by up to `amount`. */
export function vary(stream: RandomStream, colour: Colour, amount: number): Colour {
  const move = (channel: number) => Math.min(1, Math.max(0, channel + stream.uniform(-amount, amount)));
  return [move(colour[0]), move(colour[1]), move(colour[2])];
}

/** Skin colours; the classes overlap on purpose, so that colour alone does not tell them apart. */
export const SKIN: Readonly<Record<FruitKind, readonly [Colour, ...Colour[]]>> = {
  apple: [
    [0.75, 0.1, 0.12],
    [0.55, 0.06, 0.1],
    [0.82, 0.2, 0.16],
    [0.55, 0.7, 0.2],
    [0.72, 0.76, 0.3],
    [0.9, 0.78, 0.32],
    [0.84, 0.36, 0.17],
  ],
  pear: [
    [0.56, 0.66, 0.22],
    [0.68, 0.72, 0.28],
    [0.86, 0.77, 0.3],
    [0.8, 0.66, 0.24],
    [0.64, 0.46, 0.2],
    [0.7, 0.42, 0.2],
  ],
  orange: [
    [0.96, 0.52, 0.08],
    [0.93, 0.44, 0.06],
    [0.97, 0.62, 0.12],
    [0.96, 0.56, 0.14],
    [0.9, 0.72, 0.2],
    [0.84, 0.32, 0.1],
  ],
  pineapple: [
    [0.76, 0.56, 0.16],
    [0.66, 0.46, 0.16],
    [0.6, 0.52, 0.2],
    [0.82, 0.64, 0.22],
  ],
};
