import type { RandomStream } from '@losskit/random';

import { type Colour, mix, pick, SKIN, smoothStep, times, vary } from './colours.ts';
import type { FruitKind } from './FruitKind.ts';
import type { Layer } from './Layer.ts';
import { leafShape } from './leaf.ts';
import { noiseOf } from './noise.ts';
import type { Pose } from './Pose.ts';
import { pineappleCrown } from './pineappleCrown.ts';
import { appleSolid, orangeSolid, pearSolid, pineappleSolid, type Solid } from './shapes.ts';
import { square } from './square.ts';

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
  const threshold = stream.uniform() < blushShare ? stream.uniform(0.3, 0.6) : undefined;
  const towards = stream.uniform(-0.4, 0.4);
  const patches = noiseOf(seed);
  const coarse = (x: number, y: number): Colour =>
    threshold === undefined
      ? ground
      : mix(
          ground,
          blush,
          smoothStep(threshold - 0.25, threshold + 0.25, patches(x * 1.3 + 9, y * 1.3 + 9) + towards * x),
        );
  const fine = noiseOf(seed + 1);
  switch (kind) {
    case 'apple': {
      const streaks = stream.uniform(0, 0.3);
      return (x, y, side) => times(coarse(x, y), 1 - streaks * fine(side * 7, y * 1.5));
    }
    case 'pear': {
      const freckles = stream.uniform(0.05, 0.4);
      return (x, y) => times(coarse(x, y), 1 - freckles * smoothStep(0.6, 0.9, fine(x * 9, y * 9)));
    }
    case 'orange': {
      const pits = stream.uniform(0.12, 0.35);
      return (x, y, side) => times(coarse(x, y), 1 + pits * (fine(side * 10, y * 10) - 0.6));
    }
    case 'pineapple': {
      const eyes = stream.uniform(3.5, 5);
      const depth = stream.uniform(0.3, 0.5);
      return (x, y, side) => {
        const around = Math.asin(side);
        const furrow = Math.abs(Math.sin(eyes * (around + y)) * Math.sin(eyes * (around - y)));
        return times(coarse(x, y), 1 - depth * smoothStep(0.3, 0, furrow));
      };
    }
  }
}

/** How far a dimple at both poles moves a place towards the middle of the fruit, at most 1. */
function dip(x: number, y: number): number {
  return (smoothStep(0.4, 1, y) * 0.5 - smoothStep(-0.1, -0.9, y)) / square(1 + square(x / 0.4));
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
  return (beneath) => (u, v) => {
    const x0 = ((u - pose.u) * cosine + (v - pose.v) * sine) / pose.radius;
    const y0 = ((v - pose.v) * cosine - (u - pose.u) * sine) / pose.radius;
    if (y0 <= -1 || y0 >= 1) return beneath(u, v);
    const x = x0 - bend * y0 * y0;
    if (Math.abs(x) >= solid.widest) return beneath(u, v);
    const y = notch === 0 ? y0 : y0 + notch * dip(x, y0);
    const width = solid.width(y);
    if (Math.abs(x) >= width) return beneath(u, v);
    const z = Math.sqrt(width * width - x * x);
    const lean = solid.lean(y);
    const length = Math.sqrt(width * width + lean * lean);
    const facing = Math.max(0, (x * lightX + lean * lightY + z * lightZ) / length);
    const glint = Math.max(0, (x * lightX + lean * lightY + z * (lightZ + 1)) / (length * halfLength));
    const glint8 = square(square(square(glint)));
    const shine = gloss * glint8 * glint8 * glint8;
    const distance = square((x - spotX) / spot) + square((y0 - pole) / (spot * 0.6));
    const brightness = (pose.ambient + (1 - pose.ambient) * facing) * (1 - spotDepth / square(1 + distance));
    const colour = skin(x, y, x / width);
    return [
      (colour[0] * brightness + shine) * pose.lightColour[0],
      (colour[1] * brightness + shine) * pose.lightColour[1],
      (colour[2] * brightness + shine) * pose.lightColour[2],
    ];
  };
}

/** The stem, the leaf, both or neither. */
function stemAndLeaf(kind: FruitKind, stream: RandomStream, pole: number, pose: Pose): Layer[] {
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
      : undefined;
  const green = times(vary(stream, [0.3, 0.48, 0.16], 0.08), pose.ambient + 0.5);
  const stem: Layer = (beneath) => (u, v) => {
    const y = ((v - pose.v) * cosine - (u - pose.u) * sine) / pose.radius;
    const along = (base - y) / length;
    if (along < 0 || along > 1) return beneath(u, v);
    const x = ((u - pose.u) * cosine + (v - pose.v) * sine) / pose.radius;
    return Math.abs(x - curve * along * along) < thickness * (0.8 + 0.5 * along) ? brown : beneath(u, v);
  };
  const leaf: Layer = (beneath) => (u, v) => {
    const x = ((u - pose.u) * cosine + (v - pose.v) * sine) / pose.radius;
    const y = ((v - pose.v) * cosine - (u - pose.u) * sine) / pose.radius;
    const vein = inLeaf?.(x, y);
    return vein === undefined ? beneath(u, v) : mix(green, [0.7, 0.8, 0.5], 0.35 * vein);
  };
  return [...(length > 0 ? [stem] : []), ...(inLeaf ? [leaf] : [])];
}

/** A soft shadow on what lies behind, away from the light. */
function shadow(stream: RandomStream, pose: Pose): Layer {
  const depth = stream.uniform(0.25, 0.65);
  const reach = pose.radius * stream.uniform(0.9, 1.15);
  const u0 = pose.u - pose.light[0] * pose.radius * 0.6;
  const v0 = pose.v + pose.radius * 0.75;
  return (beneath) => (u, v) => {
    const distance = square((u - u0) / reach) + square((v - v0) / (reach * 0.45));
    const behind = beneath(u, v);
    return distance > 1.6 ? behind : times(behind, 1 - depth * smoothStep(1.6, 0.2, distance));
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
  const top = kind === 'pineapple' ? [pineappleCrown(stream, pose)] : stemAndLeaf(kind, stream, pole, pose);
  return [beneath, fruit, ...top];
}
