import { denseStrides, sizeOf } from '../../graph/View.ts';
import type { FunctionBuilder } from '../../wasm/FunctionBuilder.ts';
import { numberOf, paddingsOf } from '../attributes.ts';
import {
  type KernelCall,
  type KernelPlan,
  type PlanKernel,
  type TensorShape,
  UnsupportedError,
} from '../Kernel.ts';
import type { Axis } from '../products/Axis.ts';
import { copyAxes } from './copyAxes.ts';

const bytesOf = (shape: readonly number[]) => denseStrides(shape).map((stride) => 4 * stride);

interface Padding {
  readonly x: TensorShape;
  readonly output: TensorShape;
  readonly before: readonly number[];
  /** Bytes between two neighbours along each axis of the output. */
  readonly strides: readonly number[];
  /** From the start of the output to that of `x` within. */
  readonly start: number;
}

function paddingOf(call: KernelCall): Padding {
  const [x] = call.inputs;
  const [output] = call.outputs;
  if (!x || !output) throw new TypeError('pad: expected a tensor and a result.');
  const before = paddingsOf(call).map(([count = 0]) => count);
  const strides = bytesOf(output.shape);
  const start = before.reduce((sum, count, axis) => sum + count * (strides[axis] ?? 0), 0);
  return { x, output, before, strides, start };
}

function copyInside(f: FunctionBuilder, { x, strides, start }: Padding, from: number, to: number): void {
  const own = bytesOf(x.shape);
  const axes = x.shape.map((count, axis) => ({ count, bytes: [own[axis] ?? 0, strides[axis] ?? 0] }));
  copyAxes(f, axes, [from, to + start]);
}

/** Writes one number to all places; it may write behind the last one. */
function fill(f: FunctionBuilder, to: number, { shape, dtype }: TensorShape, value: number): void {
  const place = f.local('i32');
  f.loop(place, { from: 0, to: 4 * sizeOf(shape), step: 16 }, () => {
    f.get(place)
      .constant(value, dtype === 'int32' ? 'i32x4' : 'f32x4')
      .store('v128.store', to);
  });
  f.release(place);
}

export const padV2: PlanKernel = (call) => {
  const padding = paddingOf(call);
  const value = numberOf(call, 'constantValue', 0);
  return {
    scratchBytes: 0,
    emit(f, { inputs: [from = 0], outputs: [to = 0] }) {
      if (sizeOf(padding.output.shape) > sizeOf(padding.x.shape)) fill(f, to, padding.output, value);
      copyInside(f, padding, from, to);
    },
  };
};

/** `MirrorPad`: axis by axis, from the last one, what was copied is mirrored at both of its ends. */
export const mirrorPad: PlanKernel = (call): KernelPlan => {
  const { mode } = call.attributes;
  if (mode !== 'reflect' && mode !== 'symmetric') {
    throw new UnsupportedError(`expected the mode to be 'reflect' or 'symmetric', got ${String(mode)}.`);
  }
  const padding = paddingOf(call);
  const { x, output, before, strides, start } = padding;
  /** The part of `start` of the axes behind one, which are whole by then. */
  const startBehind = (axis: number) =>
    before.reduce((sum, count, other) => sum + (other > axis ? count * (strides[other] ?? 0) : 0), 0);
  // From an end to what is repeated first beyond it.
  const skipped = mode === 'reflect' ? 1 : 0;
  return {
    scratchBytes: 0,
    emit(f, { inputs: [from = 0], outputs: [to = 0] }) {
      copyInside(f, padding, from, to);
      for (let axis = output.shape.length - 1; axis >= 0; axis--) {
        const step = strides[axis] ?? 0;
        const first = to + start - startBehind(axis);
        const size = x.shape[axis] ?? 0;
        const count = before[axis] ?? 0;
        const behind = (output.shape[axis] ?? 0) - size - count;
        const rest = output.shape.map((whole, other): Axis => {
          const bytes = strides[other] ?? 0;
          return { count: other < axis ? (x.shape[other] ?? 0) : whole, bytes: [bytes, bytes] };
        });
        const mirrored = (number: number, direction: 1 | -1) =>
          rest.with(axis, { count: number, bytes: [-direction * step, direction * step] });
        copyAxes(f, mirrored(count, -1), [first + skipped * step, first - step]);
        const end = first + size * step;
        copyAxes(f, mirrored(behind, 1), [end - (1 + skipped) * step, end]);
      }
    },
  };
};
