/** The part of an interval that lies in a picture, and an arrow at each edge that it goes beyond. */
export interface ClippedInterval {
  readonly x: number;
  readonly x2: number;
  readonly arrows: readonly { readonly x: number; readonly shape: 'triangle-left' | 'triangle-right' }[];
}

/**
 * Cuts an interval to the range of an axis, so that a bar that goes on outside does not look as if it ended
 * there.
 */
export function clippedInterval(
  low: number,
  high: number,
  [start, end]: readonly [start: number, end: number],
): ClippedInterval {
  const clamp = (value: number) => Math.min(end, Math.max(start, value));
  return {
    x: clamp(low),
    x2: clamp(high),
    arrows: [
      ...(low < start ? [{ x: start, shape: 'triangle-left' } as const] : []),
      ...(high > end ? [{ x: end, shape: 'triangle-right' } as const] : []),
    ],
  };
}
