import { sizeOf } from '../../graph/View.ts';
import type { FunctionBuilder, Local } from '../../wasm/FunctionBuilder.ts';
import { numberOf } from '../attributes.ts';
import type { PlanKernel } from '../Kernel.ts';
import { loadNumbers, overNumbers, type Position, pushAddress, storeNumbers } from '../numbersInOrder.ts';

/** What ends a list of rows. */
const NONE = -1;

/** The sums of vectors: of floats in doubles, so that many of them lose nothing. */
function sums(f: FunctionBuilder, isInteger: boolean, { lanes }: Position) {
  const low = f.local('v128');
  const high = f.local('v128');
  const hasHigh = !isInteger && lanes === 4;
  return {
    start() {
      for (const sum of [low, high]) f.i32x4(0).set(sum);
    },
    /** Adds the vector on the stack. */
    add() {
      if (isInteger) {
        f.get(low).op('i32x4.add').set(low);
        return;
      }
      const numbers = f.local('v128');
      f.tee(numbers).op('f64x2.promote_low_f32x4').get(low).op('f64x2.add').set(low);
      if (hasHigh) {
        f.get(numbers).get(numbers).shuffle32([2, 3, 2, 3]).op('f64x2.promote_low_f32x4');
        f.get(high).op('f64x2.add').set(high);
      }
      f.release(numbers);
    },
    push() {
      f.get(low);
      if (isInteger) return;
      f.op('f32x4.demote_f64x2_zero');
      if (hasHigh) f.get(high).op('f32x4.demote_f64x2_zero').shuffle32([0, 1, 4, 5]);
    },
    release: () => f.release(low, high),
  };
}

/**
 * `UnsortedSegmentSum`: the slices of `x` that share a segment, added up in order; those of no segment are left
 * out.
 */
export const unsortedSegmentSum: PlanKernel = (call) => {
  const [x, segmentIds] = call.inputs;
  if (!x || !segmentIds) throw new TypeError('UnsortedSegmentSum: expected two inputs.');
  const segments = numberOf(call, 'numSegments');
  const rows = sizeOf(segmentIds.shape);
  const size = sizeOf(x.shape.slice(segmentIds.shape.length));
  const isInteger = x.dtype === 'int32';
  return {
    // The first row of each segment, and for each row the next one of its segment.
    scratchBytes: 4 * (segments + rows),
    emit(f, { inputs: [from = 0, ids = 0], outputs: [output = 0], scratch: heads }) {
      const nexts = heads + 4 * segments;
      const [place, row, head, to] = [f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32')];

      f.i32(heads)
        .i32(0xff)
        .i32(4 * segments)
        .op('memory.fill');
      f.loop(row, { from: 0, to: rows, step: 1 }, () => {
        // From the last row to the first, so that the lists run forwards.
        f.i32(rows - 1)
          .get(row)
          .op('i32.sub')
          .i32(2)
          .op('i32.shl')
          .set(place);
        f.get(place).load('i32.load', ids).tee(head).i32(segments).op('i32.lt_u');
        f.if(() => {
          f.get(head).i32(2).op('i32.shl').set(head);
          f.get(place).get(head).load('i32.load', heads).store('i32.store', nexts);
          f.get(head)
            .i32(rows - 1)
            .get(row)
            .op('i32.sub')
            .store('i32.store', heads);
        });
      });

      f.i32(output).set(to);
      f.loop(head, { from: 0, to: 4 * segments, step: 4 }, () => {
        overNumbers(f, size, (position) =>
          emitSum(f, position, { from, nexts, heads, head, row, place, to }),
        );
        f.get(to)
          .i32(4 * size)
          .op('i32.add')
          .set(to);
      });
      f.release(place, row, head, to);
    },
  };

  /** Walks over the rows of a segment and stores their sum. */
  function emitSum(
    f: FunctionBuilder,
    position: Position,
    { from, nexts, heads, head, row, place, to }: Addresses,
  ): void {
    const sum = sums(f, isInteger, position);
    sum.start();
    f.get(head).load('i32.load', heads).set(row);
    f.block(() =>
      f.repeat(() => {
        f.get(row).i32(NONE).op('i32.eq').branchIf(1);
        f.get(row)
          .i32(4 * size)
          .op('i32.mul')
          .i32(from)
          .op('i32.add')
          .set(place);
        loadNumbers(f, place, position);
        sum.add();
        f.get(row).i32(2).op('i32.shl').load('i32.load', nexts).set(row);
        f.branch(0);
      }),
    );
    pushAddress(f, to, position);
    sum.push();
    storeNumbers(f, position);
    sum.release();
  }
};

interface Addresses {
  readonly from: number;
  readonly nexts: number;
  readonly heads: number;
  readonly head: Local;
  readonly row: Local;
  readonly place: Local;
  readonly to: Local;
}
