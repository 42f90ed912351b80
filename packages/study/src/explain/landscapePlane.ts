import { addMultiple, dot, length } from './vectors.ts';

/** A plane in the space of weights, through an origin. */
export interface LandscapePlane {
  /** Unit vectors at right angles. */
  readonly directions: readonly [Float64Array, Float64Array];
}

/** Where a point of the space is, or its shadow on the plane, and how far it is from that. */
export interface PlacedPoint {
  readonly x: number;
  readonly y: number;
  readonly offPlane: number;
}

/** Of the longer side, below which three points are on a line, and a fourth is on the plane. */
export const FLAT = 1e-4;

/** The part of a vector that a direction of length 1 does not have. */
function withoutPart(vector: Float64Array, direction: Float64Array): Float64Array {
  return addMultiple(vector, direction, -dot(vector, direction));
}

function scaled(vector: Float64Array, size: number): Float64Array {
  return vector.map((value) => value / size);
}

/**
 * The plane through an origin and two of several other points, given by what leads to them: those two that make the largest triangle with
 * it. Undefined where all are on one line.
 *
 * @see T. Garipov et al., Loss surfaces, mode connectivity, and fast ensembling of DNNs, 2018, arXiv:1802.10026
 */
export function landscapePlane(points: readonly Float64Array[]): LandscapePlane | undefined {
  let largest = 0;
  let plane: LandscapePlane | undefined;
  for (const [place, first] of points.entries()) {
    const along = length(first);
    if (along === 0) continue;
    const direction = scaled(first, along);
    for (const second of points.slice(place + 1)) {
      const rest = withoutPart(second, direction);
      const height = length(rest);
      const isFlat = height <= FLAT * Math.max(along, length(second));
      if (isFlat || along * height <= largest) continue;
      largest = along * height;
      plane = { directions: [direction, scaled(rest, height)] };
    }
  }
  return plane;
}

/** Places a point on the plane, given by what leads to it from the origin. */
export function placeOn({ directions: [along, across] }: LandscapePlane, point: Float64Array): PlacedPoint {
  const rest = withoutPart(withoutPart(point, along), across);
  return { x: dot(point, along), y: dot(point, across), offPlane: length(rest) };
}

/** Of the extent of the points, by which a grid reaches beyond them. */
const MARGIN = 0.35;

/** Places of a grid that reaches beyond the points, along one axis. */
export function gridPlaces(points: readonly number[], count: number): number[] {
  const [low, high] = [Math.min(...points), Math.max(...points)];
  const [from, to] = [low - MARGIN * (high - low), high + MARGIN * (high - low)];
  return Array.from({ length: count }, (_, place) => from + ((to - from) * place) / (count - 1));
}
