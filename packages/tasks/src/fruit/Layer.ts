import type { Colour } from './colours.ts';

/**
 * One thing in a picture: given a place (u to the right, v down, the picture reaches from −1 to 1) and the colour beneath
 * it, the colour that is seen.
 */
export type Layer = (u: number, v: number, beneath: Colour) => Colour;
