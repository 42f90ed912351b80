import type { RandomStream } from '@losskit/random';

import { background } from './background.ts';
import type { FruitKind } from './FruitKind.ts';
import { fruitLayers } from './fruitLayers.ts';
import type { Layer, View } from './Layer.ts';
import { lightOf } from './lightOf.ts';
import { paintLayers } from './paintLayers.ts';

/** What stands in a picture, before it is painted. */
interface Bowl {
  readonly surface: View;
  /** Undermost first. */
  readonly fruits: readonly { readonly kind: FruitKind; readonly layers: readonly Layer[] }[];
}

/** Several fruits side by side, one of each kind and in random order. They stand in one light, and a neighbour may hide a part of one. */
function bowlOf(kinds: readonly FruitKind[], stream: RandomStream): Bowl {
  const light = lightOf(stream);
  const surface = background(stream);
  const places = stream.permutation(kinds.length);
  const fruits = kinds.map((kind, index) => {
    const middle = (2 * ((places[index] ?? 0) + 0.5)) / kinds.length - 1;
    const layers = fruitLayers(kind, stream, {
      u: 0.8 * middle + stream.uniform(-0.08, 0.08),
      v: stream.uniform(-0.25, 0.25),
      radius: stream.uniform(0.42, 0.52) * (kind === 'pear' ? 1.12 : 1),
      angle: stream.uniform(-0.4, 0.4),
      ...light,
    });
    return { kind, layers };
  });
  return { surface, fruits };
}

function paintBowl({ surface, fruits }: Bowl, stream: RandomStream, size: number): Uint8Array {
  return paintLayers(
    surface,
    fruits.flatMap(({ layers }) => layers),
    stream,
    size,
  );
}

/** Draws a bowl of fruit: size × size pixels of red, green, blue. */
export function renderBowl(kinds: readonly FruitKind[], stream: RandomStream, size: number): Uint8Array {
  return paintBowl(bowlOf(kinds, stream), stream, size);
}

const NOTHING: View = () => [0, 0, 0];

/** Whether a fruit is seen at a place if nothing is in front of it; its shadow, the first layer, is not the fruit. */
function covers(layers: readonly Layer[], u: number, v: number): boolean {
  let isSeenThrough = false;
  const beneath: View = (x, y) => {
    isSeenThrough = true;
    return NOTHING(x, y);
  };
  return layers.slice(1).some((layer) => {
    isSeenThrough = false;
    layer(beneath)(u, v);
    return !isSeenThrough;
  });
}

/**
 * Draws a bowl of fruit, and what is seen at the middle of each pixel: undefined for the background.
 *
 * A stem or a leaf belongs to its fruit.
 */
export function renderBowlMask(
  kinds: readonly FruitKind[],
  stream: RandomStream,
  size: number,
): { readonly pixels: Uint8Array; readonly seen: readonly (FruitKind | undefined)[] } {
  const bowl = bowlOf(kinds, stream);
  const pixels = paintBowl(bowl, stream, size);
  const seen = Array.from({ length: size * size }, (_, place) => {
    const u = (2 * ((place % size) + 0.5)) / size - 1;
    const v = (2 * (Math.floor(place / size) + 0.5)) / size - 1;
    return bowl.fruits.findLast(({ layers }) => covers(layers, u, v))?.kind;
  });
  return { pixels, seen };
}
