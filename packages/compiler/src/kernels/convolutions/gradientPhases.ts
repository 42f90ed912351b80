/**
 * Pixels of a picture that lie a stride apart along an axis: windows read all of them through the same taps of
 * the filter.
 */
export interface Phase {
  readonly first: number;
  readonly count: number;
  /** The taps, from the last to the first. */
  readonly taps: readonly number[];
  /** The windows that read the first pixel through these, which need not all exist. */
  readonly windows: readonly number[];
}

/** Sizes along an axis. */
export interface WindowSizes {
  readonly pixels: number;
  readonly taps: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padding: number;
}

/** The pixels along an axis, in groups that meet the same taps. */
export function gradientPhases({ pixels, taps, stride, dilation, padding }: WindowSizes): Phase[] {
  return Array.from({ length: Math.min(stride, pixels) }, (_, first) => {
    const meetings = Array.from({ length: taps }, (_, index) => {
      const tap = taps - 1 - index;
      return { tap, window: (first + padding - tap * dilation) / stride };
    }).filter(({ window }) => Number.isInteger(window));
    return {
      first,
      count: Math.ceil((pixels - first) / stride),
      taps: meetings.map(({ tap }) => tap),
      windows: meetings.map(({ window }) => window),
    };
  });
}
