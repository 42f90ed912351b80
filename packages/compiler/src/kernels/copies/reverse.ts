import { denseStrides } from '../../graph/View.ts';
import { numbersOf } from '../attributes.ts';
import type { PlanKernel } from '../Kernel.ts';
import { copyAxes } from './copyAxes.ts';

export const reverse: PlanKernel = (call) => {
  const shape = call.inputs[0]?.shape ?? [];
  // None are named where all are turned.
  const dims = call.attributes.dims === undefined ? undefined : numbersOf(call, 'dims');
  const strides = denseStrides(shape).map((stride) => 4 * stride);
  const isTurned = (axis: number) => !dims || dims.includes(axis) || dims.includes(axis - shape.length);
  const axes = shape.map((count, axis) => {
    const bytes = strides[axis] ?? 0;
    return { count, bytes: [isTurned(axis) ? -bytes : bytes, bytes] };
  });
  const last = shape.reduce(
    (sum, count, axis) => sum + (isTurned(axis) ? (count - 1) * (strides[axis] ?? 0) : 0),
    0,
  );
  return {
    scratchBytes: 0,
    emit: (f, { inputs: [from = 0], outputs: [to = 0] }) => copyAxes(f, axes, [from + last, to]),
  };
};
