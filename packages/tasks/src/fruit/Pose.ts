import type { Colour } from './colours.ts';

/** Where the fruit lies in the picture and where the light comes from. */
export interface Pose {
  readonly u: number;
  readonly v: number;
  /** Half the height of the fruit. */
  readonly radius: number;
  /** Turn of the fruit's axis from upright, radians. */
  readonly angle: number;
  /** Unit vector towards the light: right, down, to the viewer. */
  readonly light: readonly [number, number, number];
  readonly lightColour: Colour;
  readonly ambient: number;
}
