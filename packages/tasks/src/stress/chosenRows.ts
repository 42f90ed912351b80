import type { RandomStream } from '@losskit/random';

/** A fraction of the rows, in an order that the stream gives: those of a smaller fraction are among those of a larger. */
export function chosenRows(rows: number, fraction: number, stream: RandomStream): ReadonlySet<number> {
  return new Set(stream.permutation(rows).subarray(0, Math.round(fraction * rows)));
}
