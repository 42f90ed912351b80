import type { RandomStream } from '@losskit/random';

import { mix, times, vary } from './colours.ts';
import type { Layer } from './Layer.ts';
import { leafShape } from './leaf.ts';
import type { Pose } from './Pose.ts';

/** A tuft of pointed leaves on top of the fruit. */
export function pineappleCrown(stream: RandomStream, pose: Pose): Layer {
  const cosine = Math.cos(pose.angle);
  const sine = Math.sin(pose.angle);
  const green = times(vary(stream, [0.28, 0.46, 0.2], 0.07), pose.ambient + 0.5);
  const count = 5 + stream.integer(3);
  const leaves = Array.from({ length: count }, (_, index) =>
    leafShape(
      0,
      -0.82,
      -Math.PI / 2 + (index / (count - 1) - 0.5) * 2.2 + stream.uniform(-0.12, 0.12),
      stream.uniform(0.6, 0.95),
    ),
  );
  return (beneath) => (u, v) => {
    const x = ((u - pose.u) * cosine + (v - pose.v) * sine) / pose.radius;
    const y = ((v - pose.v) * cosine - (u - pose.u) * sine) / pose.radius;
    for (const inLeaf of leaves) {
      const vein = inLeaf(x, y);
      if (vein !== undefined) return mix(green, [0.72, 0.82, 0.55], 0.45 * vein);
    }
    return beneath(u, v);
  };
}
