import type { RandomStream } from '@losskit/random';

import { background } from './background.ts';
import type { FruitKind } from './FruitKind.ts';
import { fruitLayers } from './fruitLayers.ts';
import { lightOf } from './lightOf.ts';
import { paintLayers } from './paintLayers.ts';

/**
 * Draws several fruits side by side, one of each kind and in random order: size × size pixels of red, green, blue. They
 * stand in one light, and a neighbour may hide a part of one.
 */
export function renderBowl(kinds: readonly FruitKind[], stream: RandomStream, size: number): Uint8Array {
  const light = lightOf(stream);
  const surface = background(stream);
  const places = stream.permutation(kinds.length);
  const fruits = kinds.flatMap((kind, index) => {
    const middle = (2 * ((places[index] ?? 0) + 0.5)) / kinds.length - 1;
    return fruitLayers(kind, stream, {
      u: 0.8 * middle + stream.uniform(-0.08, 0.08),
      v: stream.uniform(-0.25, 0.25),
      radius: stream.uniform(0.42, 0.52) * (kind === 'pear' ? 1.12 : 1),
      angle: stream.uniform(-0.4, 0.4),
      ...light,
    });
  });
  return paintLayers(surface, fruits, stream, size);
}
