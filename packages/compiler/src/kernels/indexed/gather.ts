import { sizeOf } from '../../graph/View.ts';
import type { FunctionBuilder, Local } from '../../wasm/FunctionBuilder.ts';
import { axisOf, numberOf } from '../attributes.ts';
import type { PlanKernel } from '../Kernel.ts';
import { copyNumbers } from '../numbersInOrder.ts';
import { mergedAxes } from '../products/Axis.ts';
import { walkAxes } from '../products/walk.ts';
import { emitFlatIndex, type FlatIndex, flatIndexOf } from './flatIndex.ts';

/** Copies the slice of the number in `place`; where there is none, all is NaN. */
function copySlice(
  f: FunctionBuilder,
  { from, place, to }: Readonly<Record<'from' | 'place' | 'to', Local>>,
  { count, size }: { readonly count: number; readonly size: number },
): void {
  f.get(place).i32(count).op('i32.lt_u');
  f.if(
    () => {
      f.get(place)
        .i32(4 * size)
        .op('i32.mul')
        .get(from)
        .op('i32.add')
        .set(place);
      copyNumbers(f, place, to, size);
    },
    () => {
      f.get(to)
        .i32(0xff)
        .i32(4 * size)
        .op('memory.fill');
    },
  );
}

/** `GatherV2`: slices of `x` along an axis, by their numbers. */
export const gatherV2: PlanKernel = (call) => {
  const [x, indices] = call.inputs.map(({ shape }) => shape);
  if (!x || !indices) throw new TypeError(`GatherV2: expected two inputs, got ${call.inputs.length}.`);
  const axis = axisOf(call, x.length, 'axis', 0);
  const batchDims = numberOf(call, 'batchDims', 0);
  const batch = sizeOf(x.slice(0, batchDims));
  const outer = sizeOf(x.slice(batchDims, axis));
  const chosen = sizeOf(indices.slice(batchDims));
  const slices = { count: x[axis] ?? 0, size: sizeOf(x.slice(axis + 1)) };
  const [sliceBytes, rowBytes] = [4 * slices.size, 4 * slices.size * slices.count];
  const axes = mergedAxes([
    { count: batch, bytes: [outer * rowBytes, outer * chosen * sliceBytes, 4 * chosen] },
    { count: outer, bytes: [rowBytes, chosen * sliceBytes, 0] },
    { count: chosen, bytes: [0, sliceBytes, 4] },
  ]);
  return {
    scratchBytes: 0,
    emit(f, { inputs: [source = 0, numbers = 0], outputs: [target = 0] }) {
      if (batch * outer * chosen * sliceBytes === 0) return;
      const [from, to, index, place] = [f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32')];
      f.i32(source).set(from).i32(target).set(to).i32(numbers).set(index);
      walkAxes(f, axes, [from, to, index], () => {
        f.get(index).load('i32.load').set(place);
        copySlice(f, { from, place, to }, slices);
      });
      f.release(from, to, index, place);
    },
  };
};

/** `GatherNd`: slices of `params` by their numbers along its first axes. */
export const gatherNd: PlanKernel = (call) => {
  const [params, indices] = call.inputs.map(({ shape }) => shape);
  if (!params || !indices) throw new TypeError(`GatherNd: expected two inputs, got ${call.inputs.length}.`);
  const flat: FlatIndex = flatIndexOf(params, indices);
  return {
    scratchBytes: 0,
    emit(f, { inputs: [source = 0, numbers = 0], outputs: [target = 0] }) {
      if (flat.rows * flat.size === 0) return;
      const [from, to, index, place] = [f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32')];
      f.i32(source).set(from).i32(target).set(to).i32(numbers).set(index);
      walkAxes(f, [{ count: flat.rows, bytes: [4 * flat.size, 4 * flat.depth] }], [to, index], () => {
        emitFlatIndex(f, index, flat);
        f.set(place);
        copySlice(f, { from, place, to }, flat);
      });
      f.release(from, to, index, place);
    },
  };
};
