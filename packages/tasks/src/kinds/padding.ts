/** Fills the rows of targets behind their last one. */
export const PADDING = -1;
