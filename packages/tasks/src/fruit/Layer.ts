import type { Colour } from './colours.ts';

/** The colour that is seen at a place: u to the right, v down; the picture reaches from −1 to 1. */
export type View = (u: number, v: number) => Colour;

/** One thing in a picture, on top of what is beneath it, which is looked at only where it shows. */
export type Layer = (beneath: View) => View;
