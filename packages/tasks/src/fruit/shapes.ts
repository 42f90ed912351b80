import type { RandomStream } from '@losskit/random';

import { smoothStep } from './colours.ts';

const INTERVALS = 128;

/** A solid of revolution around the y axis, from its top at y = −1 to its bottom at y = 1. */
export interface Solid {
  /** Half the width at height y. */
  width(y: number): number;
  /** The largest of them. */
  readonly widest: number;
  /** −½ d(width²)/dy: the y component of the surface normal whose x and z components are x and z. */
  lean(y: number): number;
}

/** Tabulates a profile, because it is asked for thousands of times per picture. */
function solidOf(profile: (y: number) => number): Solid {
  const height = (index: number) => (2 * index) / INTERVALS - 1;
  const squares = Float64Array.from({ length: INTERVALS + 1 }, (_, index) => profile(height(index)) ** 2);
  const placeOf = (y: number) => Math.min(INTERVALS - 1e-9, Math.max(0, ((y + 1) / 2) * INTERVALS));
  return {
    widest: Math.sqrt(Math.max(...squares)),
    width(y) {
      if (y <= -1 || y >= 1) return 0;
      const place = placeOf(y);
      const index = Math.floor(place);
      const above = squares[index] ?? 0;
      return Math.sqrt(above + ((squares[index + 1] ?? 0) - above) * (place - index));
    },
    lean(y) {
      const index = Math.floor(placeOf(y));
      return (((squares[index] ?? 0) - (squares[index + 1] ?? 0)) * INTERVALS) / 4;
    },
  };
}

const round = (y: number) => Math.sqrt(Math.max(0, 1 - y * y));

/** Broad shoulders, narrower towards the bottom. */
export function appleSolid(stream: RandomStream): Solid {
  const breadth = stream.uniform(0.92, 1.12);
  const taper = stream.uniform(0.04, 0.2);
  const fullness = stream.uniform(0.05, 0.16);
  return solidOf((y) => breadth * round(y) * (1 - taper * y) * (1 + fullness * (1 - y * y)));
}

/** A neck that widens into a body; some are almost round. */
export function pearSolid(stream: RandomStream): Solid {
  const body = stream.uniform(0.72, 0.88);
  const neck = body * stream.uniform(0.42, 0.72);
  const start = stream.uniform(-0.8, -0.5);
  const end = stream.uniform(0.15, 0.45);
  return solidOf((y) => round(y) * (neck + (body - neck) * smoothStep(start, end, y)));
}

/** A ball, a little flattened. */
export function orangeSolid(stream: RandomStream): Solid {
  const breadth = stream.uniform(0.98, 1.12);
  return solidOf((y) => breadth * round(y));
}

/** A barrel with blunt ends. */
export function pineappleSolid(stream: RandomStream): Solid {
  const breadth = stream.uniform(0.66, 0.8);
  return solidOf((y) => breadth * Math.max(0, 1 - y ** 4) ** 0.4);
}
