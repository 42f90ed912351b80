import { sizeOf } from '../../graph/View.ts';
import type { FunctionBuilder, Local } from '../../wasm/FunctionBuilder.ts';
import type { KernelPlan, PlanKernel, TensorShape } from '../Kernel.ts';
import { copyNumbers, loadNumbers, overNumbers, pushAddress, storeNumbers } from '../numbersInOrder.ts';
import { walkAxes } from '../products/walk.ts';
import { emitFlatIndex, flatIndexOf } from './flatIndex.ts';

type EmitSlice = (f: FunctionBuilder, from: Local, to: Local, size: number) => void;

interface Scattering {
  readonly indices: TensorShape;
  readonly output: TensorShape;
  /** Puts one slice to its place. */
  readonly put: EmitSlice;
}

/** Writes slices at their indices. An index out of range makes the first slice NaN. */
function emitScatter(
  f: FunctionBuilder,
  { indices, output, put }: Scattering,
  addresses: Readonly<Record<'indices' | 'updates' | 'output', number>>,
): void {
  const flat = flatIndexOf(output.shape, indices.shape);
  const { count, size } = flat;
  if (flat.rows * count * size === 0) return;
  const [index, from, to] = [f.local('i32'), f.local('i32'), f.local('i32')];
  f.i32(addresses.indices).set(index).i32(addresses.updates).set(from);
  walkAxes(f, [{ count: flat.rows, bytes: [4 * flat.depth, 4 * size] }], [index, from], () => {
    emitFlatIndex(f, index, flat);
    f.tee(to).i32(count).op('i32.lt_u');
    f.if(
      () => {
        f.get(to)
          .i32(4 * size)
          .op('i32.mul')
          .i32(addresses.output)
          .op('i32.add')
          .set(to);
        put(f, from, to, size);
      },
      () => {
        f.i32(addresses.output)
          .i32(0xff)
          .i32(4 * size)
          .op('memory.fill');
      },
    );
  });
  f.release(index, from, to);
}

const adding =
  (add: 'f32x4.add' | 'i32x4.add'): EmitSlice =>
  (f, from, to, size) =>
    overNumbers(f, size, (position) => {
      pushAddress(f, to, position);
      loadNumbers(f, to, position);
      loadNumbers(f, from, position).op(add);
      storeNumbers(f, position);
    });

/** `ScatterNd`: slices added up at their places among zeros. */
export const scatterNd: PlanKernel = ({ inputs: [indices], outputs: [output] }): KernelPlan => {
  if (!indices || !output) throw new TypeError('ScatterNd: expected two inputs.');
  const put = adding(output.dtype === 'int32' ? 'i32x4.add' : 'f32x4.add');
  return {
    scratchBytes: 0,
    emit(f, { inputs: [first = 0, second = 0], outputs: [to = 0] }) {
      f.i32(to)
        .i32(0)
        .i32(4 * sizeOf(output.shape))
        .op('memory.fill');
      emitScatter(f, { indices, output, put }, { indices: first, updates: second, output: to });
    },
  };
};

/** `TensorScatterUpdate`: a copy of a tensor with other slices at some places. */
export const tensorScatterUpdate: PlanKernel = ({ inputs, outputs: [output] }): KernelPlan => {
  const [, indices] = inputs;
  if (!indices || !output) throw new TypeError('TensorScatterUpdate: expected three inputs.');
  return {
    scratchBytes: 0,
    replaces: 0,
    emit(f, { inputs: [from = 0, second = 0, third = 0], outputs: [to = 0] }) {
      if (from !== to) {
        f.i32(to)
          .i32(from)
          .i32(4 * sizeOf(output.shape))
          .op('memory.copy');
      }
      const scattering = { indices, output, put: copyNumbers };
      emitScatter(f, scattering, { indices: second, updates: third, output: to });
    },
  };
};
