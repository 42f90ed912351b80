import { sizeOf } from '../../graph/View.ts';
import type { FunctionBuilder, Local } from '../../wasm/FunctionBuilder.ts';
import type { ElementType, PlanKernel } from '../Kernel.ts';
import { walkAxes } from '../products/walk.ts';

/** Bytes of a number and its place. */
const PAIR = 8;

/**
 * Sorts pairs at `source`, the largest numbers first, equal ones as they stand: by merging runs, which become
 * twice as long each time, from one half of the scratch to the other. `source` then is where the sorted ones
 * are.
 */
function emitSort(f: FunctionBuilder, source: Local, target: Local, count: number, dtype: ElementType): void {
  const [width, at, to, isRight] = [f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32')];
  const [left, leftEnd] = [f.local('i32'), f.local('i32')];
  const [right, rightEnd] = [f.local('i32'), f.local('i32')];
  const bytes = PAIR * count;

  /** The end of a run that starts at an offset, which lies on the stack. */
  const endOfRun = (end: Local) => {
    f.get(width).op('i32.add').tee(end).i32(bytes).get(end).i32(bytes).op('i32.lt_u', 'select').set(end);
  };
  const value = (pointer: Local) => {
    f.get(pointer).load(dtype === 'int32' ? 'i32.load' : 'f32.load');
  };

  f.i32(PAIR).set(width);
  f.block(() =>
    f.repeat(() => {
      f.get(width).i32(bytes).op('i32.ge_u').branchIf(1);
      f.i32(0).set(at).get(target).set(to);
      f.repeat(() => {
        f.get(at);
        endOfRun(leftEnd);
        f.get(leftEnd);
        endOfRun(rightEnd);
        f.get(source).get(at).op('i32.add').set(left);
        f.get(source).get(leftEnd).op('i32.add').tee(leftEnd).set(right);
        f.get(rightEnd).set(at);
        f.get(source).get(rightEnd).op('i32.add').set(rightEnd);
        f.block(() =>
          f.repeat(() => {
            f.get(left)
              .get(leftEnd)
              .op('i32.eq')
              .get(right)
              .get(rightEnd)
              .op('i32.eq', 'i32.and')
              .branchIf(1);
            value(right);
            value(left);
            f.op(dtype === 'int32' ? 'i32.gt_s' : 'f32.gt')
              .get(right)
              .get(rightEnd)
              .op('i32.ne', 'i32.and');
            f.get(left).get(leftEnd).op('i32.eq', 'i32.or').set(isRight);
            f.get(to).get(right).get(left).get(isRight).op('select').load('i64.load').store('i64.store');
            f.get(to).i32(PAIR).op('i32.add').set(to);
            f.get(isRight).i32(3).op('i32.shl').tee(isRight).get(right).op('i32.add').set(right);
            f.i32(PAIR).get(isRight).op('i32.sub').get(left).op('i32.add').set(left);
            f.branch(0);
          }),
        );
        f.get(at).i32(bytes).op('i32.lt_u').branchIf(0);
      });
      // What was merged is merged back.
      f.get(source).get(target).set(source).set(target);
      f.get(width).i32(1).op('i32.shl').set(width);
      f.branch(0);
    }),
  );
  f.release(width, at, to, isRight, left, leftEnd, right, rightEnd);
}

/** `TopK`: the largest numbers along the last axis, in order, and their places; of equal ones the first. */
export const topK: PlanKernel = ({ inputs: [x], outputs: [values] }) => {
  if (!x || !values) throw new TypeError('TopK: expected a tensor and its largest numbers.');
  const length = x.shape.at(-1) ?? 1;
  const count = values.shape.at(-1) ?? 0;
  const rows = sizeOf(x.shape.slice(0, -1));
  return {
    // The number behind the last pair is compared, but does not count.
    scratchBytes: 2 * PAIR * length + PAIR,
    emit(f, { inputs: [from = 0], outputs: [first = 0, second = 0], scratch }) {
      const [row, to, places] = [f.local('i32'), f.local('i32'), f.local('i32')];
      const [source, target, place] = [f.local('i32'), f.local('i32'), f.local('i32')];
      f.i32(from).set(row).i32(first).set(to).i32(second).set(places);
      const bytes = [4 * length, 4 * count, 4 * count];
      walkAxes(f, [{ count: rows, bytes }], [row, to, places], () => {
        f.i32(scratch)
          .set(source)
          .i32(scratch + PAIR * length)
          .set(target);
        f.loop(place, { from: 0, to: length, step: 1 }, () => {
          f.get(place).i32(3).op('i32.shl');
          f.get(place)
            .i32(2)
            .op('i32.shl')
            .get(row)
            .op('i32.add')
            .load('i32.load')
            .store('i32.store', scratch);
          f.get(place)
            .i32(3)
            .op('i32.shl')
            .get(place)
            .store('i32.store', scratch + 4);
        });
        emitSort(f, source, target, length, x.dtype);
        f.loop(place, { from: 0, to: 4 * count, step: 4 }, () => {
          [to, places].forEach((output, half) => {
            f.get(output).get(place).op('i32.add');
            f.get(place)
              .i32(1)
              .op('i32.shl')
              .get(source)
              .op('i32.add')
              .load('i32.load', 4 * half);
            f.store('i32.store');
          });
        });
      });
      f.release(row, to, places, source, target, place);
    },
  };
};
