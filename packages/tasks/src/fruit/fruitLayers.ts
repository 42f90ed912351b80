import type { RandomStream } from '@losskit/random';

import { type Colour, mix, pick, SKIN, smoothStep, times, vary } from './colours.ts';
import type { FruitKind } from './FruitKind.ts';
import type { Layer } from './Layer.ts';
import { leafShape } from './leaf.ts';
import { noise } from './noise.ts';
import type { Pose } from './Pose.ts';
import { pineappleCrown } from './pineappleCrown.ts';
import { appleSolid, orangeSolid, pearSolid, pineappleSolid, type Solid } from './shapes.ts';

const SOLIDS: Readonly<Record<FruitKind, (stream: RandomStream) => Solid>> = {
  apple: appleSolid,
  pear: pearSolid,
  orange: orangeSolid,
  pineapple: pineappleSolid,
};

const GLOSS: Readonly<Record<FruitKind, number>> = { apple: 0.55, pear: 0.22, orange: 0.35, pineapple: 0.1 };
const STEM_SHARE: Readonly<Record<FruitKind, number>> = { apple: 0.75, pear: 0.85, orange: 0, pineapple: 0 };
const LEAF_SHARE: Readonly<Record<FruitKind, number>> = {
  apple: 0.25,
  pear: 0.15,
  orange: 0.2,
  pineapple: 0,
};

/** The colour of the skin at a place on the fruit (`side` = x / width, −1 to 1), before the light. */
type Skin = (x: number, y: number, side: number) => Colour;

function skinOf(kind: FruitKind, stream: RandomStream): Skin {
  const ground = vary(stream, pick(stream, SKIN[kind]), 0.06);
  const blush = vary(stream, pick(stream, SKIN[kind]), 0.06);
  const blushShare = kind === 'orange' ? 0.25 : 0.55;
  const seed = stream.uint32();
  const threshold = stream.uniform() < blushShare ? stream.uniform(0.3, 0.6) : 2;
  const towards = stream.uniform(-0.4, 0.4);
  const coarse: Skin = (x, y) =>
    mix(
      ground,
      blush,
      smoothStep(threshold - 0.25, threshold + 0.25, noise(x * 1.3 + 9, y * 1.3 + 9, seed) + towards * x),
    );
  switch (kind) {
    case 'apple': {
      const streaks = stream.uniform(0, 0.3);
      return (x, y, side) => times(coarse(x, y, side), 1 - streaks * noise(side * 7, y * 1.5, seed + 1));
    }
    case 'pear': {
      const freckles = stream.uniform(0.05, 0.4);
      return (x, y, side) =>
        times(coarse(x, y, side), 1 - freckles * smoothStep(0.6, 0.9, noise(x * 9, y * 9, seed + 1)));
    }
    case 'orange': {
      const pits = stream.uniform(0.12, 0.35);
      return (x, y, side) => times(coarse(x, y, side), 1 + pits * (noise(side * 10, y * 10, seed + 1) - 0.6));
    }
    case 'pineapple': {
      const eyes = stream.uniform(3.5, 5);
      const depth = stream.uniform(0.3, 0.5);
      return (x, y, side) => {
        const around = Math.asin(side);
        const furrow = Math.abs(Math.sin(eyes * (around + y)) * Math.sin(eyes * (around - y)));
        return times(coarse(x, y, side), 1 - depth * smoothStep(0.3, 0, furrow));
      };
    }
  }
}

/** The body of the fruit with its skin, light, dimple or navel. */
function body(kind: FruitKind, stream: RandomStream, solid: Solid, pole: number, pose: Pose): Layer {
  const skin = skinOf(kind, stream);
  const cosine = Math.cos(pose.angle);
  const sine = Math.sin(pose.angle);
  const [lightU, lightV, lightZ] = pose.light;
  const lightX = lightU * cosine + lightV * sine;
  const lightY = lightV * cosine - lightU * sine;
  const halfLength = Math.sqrt(lightX ** 2 + lightY ** 2 + (lightZ + 1) ** 2);
  const gloss = GLOSS[kind] * stream.uniform(0.3, 1.2);
  const bend = kind === 'pear' ? stream.uniform(-0.15, 0.15) : 0;
  const notch = kind === 'apple' ? 0.22 * smoothStep(0.35, 0, pole + 1) + 0.02 : 0;
  const spot = kind === 'apple' ? 0.3 : 0.12;
  const spotX = kind === 'orange' ? stream.uniform(-0.7, 0.7) : 0;
  const spotDepth = kind === 'apple' ? 0.65 : kind === 'orange' && stream.uniform() < 0.6 ? 0.6 : 0;
  return (u, v, beneath) => {
    const x0 = ((u - pose.u) * cosine + (v - pose.v) * sine) / pose.radius;
    const y0 = ((v - pose.v) * cosine - (u - pose.u) * sine) / pose.radius;
    if (x0 * x0 + y0 * y0 > 2) return beneath;
    const x = x0 - bend * y0 * y0;
    const dip = 1 / (1 + (x / 0.4) ** 2) ** 2;
    const y = y0 + notch * dip * (smoothStep(0.4, 1, y0) * 0.5 - smoothStep(-0.1, -0.9, y0));
    const width = solid.width(y);
    if (Math.abs(x) >= width) return beneath;
    const z = Math.sqrt(width * width - x * x);
    const lean = solid.lean(y);
    const length = Math.sqrt(width * width + lean * lean);
    const facing = Math.max(0, (x * lightX + lean * lightY + z * lightZ) / length);
    const glint = Math.max(0, (x * lightX + lean * lightY + z * (lightZ + 1)) / (length * halfLength));
    const shine = gloss * ((glint ** 2) ** 2) ** 6;
    const distance = ((x - spotX) / spot) ** 2 + ((y0 - pole) / (spot * 0.6)) ** 2;
    const brightness = (pose.ambient + (1 - pose.ambient) * facing) * (1 - spotDepth / (1 + distance) ** 2);
    const colour = skin(x, y, x / width);
    return [
      (colour[0] * brightness + shine) * pose.lightColour[0],
      (colour[1] * brightness + shine) * pose.lightColour[1],
      (colour[2] * brightness + shine) * pose.lightColour[2],
    ];
  };
}

function stemAndLeaf(kind: FruitKind, stream: RandomStream, pole: number, pose: Pose): Layer {
  const cosine = Math.cos(pose.angle);
  const sine = Math.sin(pose.angle);
  const length = stream.uniform() < STEM_SHARE[kind] ? stream.uniform(0.25, 0.55) : 0;
  const curve = stream.uniform(-0.25, 0.25);
  const thickness = stream.uniform(0.045, 0.07) + (kind === 'pear' ? 0.01 : 0);
  const brown = times(vary(stream, [0.36, 0.25, 0.14], 0.08), pose.ambient + 0.4);
  const base = pole + 0.04;
  const inLeaf =
    stream.uniform() < LEAF_SHARE[kind]
      ? leafShape(
          0,
          base - 0.1,
          stream.uniform(-0.7, 0.1) + (stream.integer(2) === 0 ? 0 : Math.PI + 0.6),
          stream.uniform(0.6, 0.95),
        )
      : () => undefined;
  const green = times(vary(stream, [0.3, 0.48, 0.16], 0.08), pose.ambient + 0.5);
  return (u, v, beneath) => {
    const x = ((u - pose.u) * cosine + (v - pose.v) * sine) / pose.radius;
    const y = ((v - pose.v) * cosine - (u - pose.u) * sine) / pose.radius;
    const vein = inLeaf(x, y);
    if (vein !== undefined) return mix(green, [0.7, 0.8, 0.5], 0.35 * vein);
    const along = (base - y) / (length + 0.001);
    if (along < 0 || along > 1 || length === 0) return beneath;
    return Math.abs(x - curve * along * along) < thickness * (0.8 + 0.5 * along) ? brown : beneath;
  };
}

/** A soft shadow on what lies behind, away from the light. */
function shadow(stream: RandomStream, pose: Pose): Layer {
  const depth = stream.uniform(0.25, 0.65);
  const reach = pose.radius * stream.uniform(0.9, 1.15);
  const u0 = pose.u - pose.light[0] * pose.radius * 0.6;
  const v0 = pose.v + pose.radius * 0.75;
  return (u, v, beneath) => {
    const square = ((u - u0) / reach) ** 2 + ((v - v0) / (reach * 0.45)) ** 2;
    return square > 1.6 ? beneath : times(beneath, 1 - depth * smoothStep(1.6, 0.2, square));
  };
}

/** A fruit as layers, undermost first. */
export function fruitLayers(kind: FruitKind, stream: RandomStream, pose: Pose): Layer[] {
  const solid = SOLIDS[kind](stream);
  const turned =
    kind === 'orange'
      ? stream.uniform(0.1, 1.6)
      : kind === 'apple'
        ? stream.uniform(0, 0.55)
        : stream.uniform(0, 0.1);
  const pole = -1 + turned + (kind === 'apple' ? 0.12 : 0.02);
  // One after the other, because each draws from the same stream.
  const beneath = shadow(stream, pose);
  const fruit = body(kind, stream, solid, pole, pose);
  const top = kind === 'pineapple' ? pineappleCrown(stream, pose) : stemAndLeaf(kind, stream, pole, pose);
  return [beneath, fruit, top];
}
