/** Of the format of `comparison.json` and of what `compare --json` prints. */
export const COMPARISON_VERSION = 2;
