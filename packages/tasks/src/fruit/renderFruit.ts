import type { RandomStream } from '@losskit/random';

import { background } from './background.ts';
import type { FruitKind } from './FruitKind.ts';
import { fruitLayers } from './fruitLayers.ts';
import type { Layer } from './Layer.ts';
import { lightOf } from './lightOf.ts';
import { occluder } from './occluder.ts';
import type { Pose } from './Pose.ts';
import { paintLayers } from './paintLayers.ts';

/** How a fruit lies in a picture, and the light. */
export function drawPose(kind: FruitKind, stream: RandomStream): Pose {
  const u = stream.uniform(-0.15, 0.15);
  const v = stream.uniform(-0.12, 0.15);
  const radius = stream.uniform(0.6, 0.8) * (kind === 'pear' ? 1.12 : 1);
  // Mostly upright, sometimes lying or on its head.
  const angle = stream.uniform() < 0.85 ? stream.uniform(-0.4, 0.4) : stream.uniform(-Math.PI, Math.PI);
  return { u, v, radius, angle, ...lightOf(stream) };
}

/**
 * Draws one fruit: size × size pixels of red, green, blue, from the numbers of the stream alone.
 *
 * A picture is a stack of layers: background, shadow, body, stem and leaf, now and then something in front.
 */
export function renderFruit(kind: FruitKind, stream: RandomStream, size: number): Uint8Array {
  const pose = drawPose(kind, stream);
  const surface = background(stream);
  const layers: Layer[] = fruitLayers(kind, stream, pose);
  if (stream.uniform() < 0.25) layers.push(occluder(stream, pose.u, pose.v, pose.radius));
  return paintLayers(surface, layers, stream, size);
}
