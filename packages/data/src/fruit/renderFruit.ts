import type { RandomStream } from '@losskit/random';

import { background } from './background.ts';
import type { Colour } from './colours.ts';
import { type FruitKind, fruitLayers, type Pose } from './fruitLayers.ts';
import type { Layer } from './Layer.ts';
import { occluder } from './occluder.ts';

/** Colours are sampled at this many places across and down each pixel. */
const SAMPLES = 2;

const BLACK: Colour = [0, 0, 0];

function drawPose(kind: FruitKind, stream: RandomStream): Pose {
  const u = stream.uniform(-0.15, 0.15);
  const v = stream.uniform(-0.12, 0.15);
  const radius = stream.uniform(0.6, 0.8) * (kind === 'pear' ? 1.12 : 1);
  // Mostly upright, sometimes lying or on its head.
  const angle = stream.uniform() < 0.85 ? stream.uniform(-0.4, 0.4) : stream.uniform(-Math.PI, Math.PI);
  const lightU = stream.uniform(-0.8, 0.8);
  const lightV = stream.uniform(-0.9, 0.1);
  const lightZ = stream.uniform(0.4, 1);
  const length = Math.sqrt(lightU ** 2 + lightV ** 2 + lightZ ** 2);
  const warmth = stream.uniform(-0.12, 0.12);
  const power = stream.uniform(0.8, 1.15);
  return {
    u,
    v,
    radius,
    angle,
    light: [lightU / length, lightV / length, lightZ / length],
    lightColour: [power * (1 + warmth), power, power * (1 - warmth)],
    ambient: stream.uniform(0.4, 0.6),
  };
}

/**
 * Draws one fruit: size × size pixels of red, green, blue, from the numbers of the stream alone.
 *
 * A picture is a stack of layers (background, shadow, body, stem and leaf, now and then something in front), sampled 2 × 2
 * times per pixel, with sensor noise on top.
 */
export function renderFruit(kind: FruitKind, stream: RandomStream, size: number): Uint8Array {
  const pose = drawPose(kind, stream);
  const layers: Layer[] = [background(stream), ...fruitLayers(kind, stream, pose)];
  if (stream.uniform() < 0.25) layers.push(occluder(stream, pose.u, pose.v, pose.radius));
  const grain = stream.uniform(2, 9);
  const pixels = new Uint8Array(size * size * 3);
  const place = (pixel: number, sample: number) => (2 * (pixel + (sample + 0.5) / SAMPLES)) / size - 1;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let down = 0; down < SAMPLES; down++) {
        for (let right = 0; right < SAMPLES; right++) {
          let colour = BLACK;
          for (const layer of layers) colour = layer(place(column, right), place(row, down), colour);
          red += Math.min(1, colour[0]);
          green += Math.min(1, colour[1]);
          blue += Math.min(1, colour[2]);
        }
      }
      const start = (row * size + column) * 3;
      for (const [channel, sum] of [red, green, blue].entries()) {
        // The sum of two uniform halves is triangular: close enough to a sensor's noise, and one draw.
        const draw = stream.uint32();
        const triangular = ((draw >>> 16) + (draw & 0xffff)) / 0xffff - 1;
        const level = (255 * sum) / SAMPLES ** 2 + grain * triangular;
        pixels[start + channel] = Math.min(255, Math.max(0, Math.round(level)));
      }
    }
  }
  return pixels;
}
