import { wasmKernel } from './KernelCall.ts';

/**
 * Adds up the slices of `x` that share a segment: the gradient of `gather`, so of every embedding. A segment
 * id outside `[0, numSegments)` drops its slice, as on the other backends.
 */
export const unsortedSegmentSum = wasmKernel('UnsortedSegmentSum', (call) => {
  const x = call.input('x');
  const segmentIds = call.input('segmentIds');
  const { numSegments } = call.attributes;
  if (typeof numSegments !== 'number') {
    throw new TypeError(
      `UnsortedSegmentSum: expected numSegments to be a number, got ${typeof numSegments}.`,
    );
  }
  const sliceShape = x.shape.slice(segmentIds.shape.length);
  const sums = call.allocate([numSegments, ...sliceShape], x.dtype);
  const sliceSize = sliceShape.reduce((product, size) => product * size, 1);
  const values = call.numbers(x);
  const totals = call.numbers(sums).fill(0);
  call.numbers(segmentIds).forEach((segment, index) => {
    if (segment < 0 || segment >= numSegments) return;
    const from = index * sliceSize;
    const to = segment * sliceSize;
    for (let offset = 0; offset < sliceSize; offset++) {
      totals[to + offset] = (totals[to + offset] ?? 0) + (values[from + offset] ?? 0);
    }
  });
  return sums;
});
