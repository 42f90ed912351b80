import { sizeOf } from '../../graph/View.ts';
import { axisOf } from '../attributes.ts';
import type { KernelPlan, PlanKernel } from '../Kernel.ts';
import { walkAxes } from '../products/walk.ts';

/** The place along an axis of the first number that no other one exceeds, or falls below. */
const extreme =
  (relation: 'gt' | 'lt'): PlanKernel =>
  (call): KernelPlan => {
    const [x] = call.inputs;
    if (!x) throw new TypeError('ArgMax: expected a tensor, got none.');
    const axis = axisOf(call, x.shape.length);
    const outer = sizeOf(x.shape.slice(0, axis));
    const length = x.shape[axis] ?? 1;
    const inner = sizeOf(x.shape.slice(axis + 1));
    const type = x.dtype === 'int32' ? 'i32' : 'f32';
    const compare = type === 'i32' ? (`i32.${relation}_s` as const) : (`f32.${relation}` as const);
    return {
      scratchBytes: 0,
      emit(f, { inputs: [source = 0], outputs: [target = 0] }) {
        const [from, to, place, found, isBetter] = [
          f.local('i32'),
          f.local('i32'),
          f.local('i32'),
          f.local('i32'),
          f.local('i32'),
        ];
        const [value, best] = [f.local(type), f.local(type)];
        f.i32(source).set(from).i32(target).set(to);
        const axes = [
          { count: outer, bytes: [4 * length * inner, 4 * inner] },
          { count: inner, bytes: [4, 4] },
        ];
        walkAxes(f, axes, [from, to], () => {
          f.i32(0).set(found);
          if (length > 0) f.get(from).load(`${type}.load`).set(best);
          f.loop(place, { from: 1, to: length, step: 1 }, () => {
            f.get(place)
              .i32(4 * inner)
              .op('i32.mul')
              .get(from)
              .op('i32.add')
              .load(`${type}.load`)
              .tee(value);
            f.get(best).op(compare).set(isBetter);
            f.get(value).get(best).get(isBetter).op('select').set(best);
            f.get(place).get(found).get(isBetter).op('select').set(found);
          });
          f.get(to).get(found).store('i32.store');
        });
        f.release(from, to, place, found, isBetter, value, best);
      },
    };
  };

export const argMax = extreme('gt');
export const argMin = extreme('lt');
