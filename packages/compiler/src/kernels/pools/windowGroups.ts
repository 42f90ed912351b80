/** Neighbouring windows along an axis that hold the same part of the filter; the rest of it lies outside. */
export interface WindowGroup {
  readonly first: number;
  readonly count: number;
  /** The pixel that the first window begins with. */
  readonly pixel: number;
  readonly taps: number;
}

/** Sizes along an axis. */
export interface PoolSizes {
  readonly windows: number;
  readonly pixels: number;
  readonly filter: number;
  readonly stride: number;
  readonly padding: number;
}

/** The windows along an axis, in as few groups as can be. */
export function windowGroups({ windows, pixels, filter, stride, padding }: PoolSizes): WindowGroup[] {
  const groups: (WindowGroup & { readonly skipped: number })[] = [];
  for (let window = 0; window < windows; window++) {
    const start = window * stride - padding;
    const pixel = Math.max(0, start);
    const skipped = pixel - start;
    const taps = Math.max(0, Math.min(start + filter, pixels) - pixel);
    const last = groups.at(-1);
    if (last && last.taps === taps && last.skipped === skipped) {
      groups.splice(-1, 1, { ...last, count: last.count + 1 });
    } else groups.push({ first: window, count: 1, pixel, taps, skipped });
  }
  return groups;
}
