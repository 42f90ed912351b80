import type { RandomStream } from '@losskit/random';

import type { Pose } from './Pose.ts';

/** Where the light of a picture comes from, its colour, and how much of it is everywhere. */
export function lightOf(stream: RandomStream): Pick<Pose, 'light' | 'lightColour' | 'ambient'> {
  const lightU = stream.uniform(-0.8, 0.8);
  const lightV = stream.uniform(-0.9, 0.1);
  const lightZ = stream.uniform(0.4, 1);
  const length = Math.sqrt(lightU ** 2 + lightV ** 2 + lightZ ** 2);
  const warmth = stream.uniform(-0.12, 0.12);
  const power = stream.uniform(0.8, 1.15);
  return {
    light: [lightU / length, lightV / length, lightZ / length],
    lightColour: [power * (1 + warmth), power, power * (1 - warmth)],
    ambient: stream.uniform(0.4, 0.6),
  };
}
