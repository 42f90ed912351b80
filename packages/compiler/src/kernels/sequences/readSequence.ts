import type { FunctionBuilder, Local } from '../../wasm/FunctionBuilder.ts';
import type { ElementType } from '../Kernel.ts';
import { type AlignmentSizes, alignmentLayout, DOUBLE, PAIR } from './alignmentLayout.ts';

const NO_LABEL = -1;

/** A pointer to numbers, and their type. */
export interface Numbers {
  readonly pointer: Local;
  readonly dtype: ElementType;
}

/** How many labels a sequence has, and whether one of them is no class. */
interface Labels {
  readonly labels: Local;
  readonly isBroken: Local;
}

/** The number of frames, within its bounds. */
export function readLength(
  f: FunctionBuilder,
  { pointer, dtype }: Numbers,
  frames: Local,
  { frames: most }: AlignmentSizes,
): void {
  f.get(pointer);
  if (dtype === 'int32') f.load('i32.load');
  else f.load('f32.load').op('f32.floor', 'i32.trunc_sat_f32_s');
  f.set(frames);
  f.get(frames).i32(0).get(frames).i32(0).op('i32.gt_s', 'select').set(frames);
  f.get(frames).i32(most).get(frames).i32(most).op('i32.lt_s', 'select').set(frames);
}

/** Labels up to the one that is none; the class of each state, and which states may follow the one before the last. */
export function readLabels(
  f: FunctionBuilder,
  { pointer, dtype }: Numbers,
  { labels, isBroken }: Labels,
  sizes: AlignmentSizes,
  scratch: number,
): void {
  const { states, row, penalties } = alignmentLayout(sizes);
  const [id, last, at] = [f.local('i32'), f.local('i32'), f.local('i32')];
  f.loop(at, { from: 0, to: states / 2, step: 4 }, () => {
    f.get(at).i32(sizes.blank).store('i32.store', scratch);
  });
  f.loop(at, { from: 0, to: row + PAIR, step: PAIR }, () => {
    f.get(at)
      .constant(Number.NEGATIVE_INFINITY, 'f64x2')
      .store('v128.store', scratch + penalties);
  });
  f.i32(0).set(isBroken).i32(0).set(labels).i32(NO_LABEL).set(last);
  f.block(() =>
    f.repeat(() => {
      f.get(labels).i32(sizes.labels).op('i32.ge_s').branchIf(1);
      f.get(labels).i32(2).op('i32.shl').get(pointer).op('i32.add');
      if (dtype === 'int32') f.load('i32.load');
      else f.load('f32.load').op('i32.trunc_sat_f32_s');
      f.tee(id).i32(NO_LABEL).op('i32.eq').branchIf(1);
      f.get(id).i32(sizes.classes).op('i32.ge_u');
      f.if(() => f.i32(1).set(isBroken).i32(0).set(id));
      // Behind each label stands a blank.
      f.get(labels)
        .i32(3)
        .op('i32.shl')
        .get(id)
        .store('i32.store', scratch + 4);
      f.get(last).i32(NO_LABEL).op('i32.ne').get(last).get(id).op('i32.ne', 'i32.and');
      f.if(() => {
        f.get(labels)
          .i32(4)
          .op('i32.shl')
          .f64(0)
          .store('f64.store', scratch + penalties + DOUBLE);
      });
      f.get(id).set(last);
      f.get(labels).i32(1).op('i32.add').set(labels);
      f.branch(0);
    }),
  );
  f.release(id, last, at);
}
