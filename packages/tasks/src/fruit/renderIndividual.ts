import type { RandomStream } from '@losskit/random';

import { background } from './background.ts';
import type { FruitKind } from './FruitKind.ts';
import { fruitLayers } from './fruitLayers.ts';
import { paintLayers } from './paintLayers.ts';
import { drawPose } from './renderFruit.ts';

/**
 * Draws one and the same fruit anew: shape and skin come from the fruit's stream, pose, light and surroundings from the picture's.
 *
 * @param individual - Makes the fruit; a new stream of the same seed for each picture.
 */
export function renderIndividual(
  kind: FruitKind,
  individual: RandomStream,
  picture: RandomStream,
  size: number,
): Uint8Array {
  const pose = drawPose(kind, picture);
  const surface = background(picture);
  return paintLayers(surface, fruitLayers(kind, individual, pose), picture, size);
}
