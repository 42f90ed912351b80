import { sizeOf } from '../../graph/View.ts';
import { axisOf } from '../attributes.ts';
import { type KernelPlan, type PlanKernel, UnsupportedError } from '../Kernel.ts';
import { loadNumbers, overNumbers, pushAddress, storeNumbers } from '../numbersInOrder.ts';
import { walkAxes } from '../products/walk.ts';

/** Each number combined with all before it along an axis, in 32 bits, as tfjs. */
const cumulation =
  (combination: 'add' | 'mul'): PlanKernel =>
  (call): KernelPlan => {
    const [x] = call.inputs;
    const [output] = call.outputs;
    if (!x || !output) throw new TypeError('cumulation: expected a tensor and a result.');
    if (x.dtype !== output.dtype) {
      throw new UnsupportedError(`expected a result of ${x.dtype}, got ${output.dtype}.`);
    }
    const axis = axisOf(call, x.shape.length);
    const outer = sizeOf(x.shape.slice(0, axis));
    const length = x.shape[axis] ?? 1;
    const row = sizeOf(x.shape.slice(axis + 1));
    const { exclusive, reverse } = call.attributes;
    const lanes = x.dtype === 'int32' ? 'i32x4' : 'f32x4';
    const step = reverse === true ? -4 * row : 4 * row;
    const first = reverse === true ? 4 * row * (length - 1) : 0;
    return {
      scratchBytes: 0,
      emit(f, { inputs: [source = 0], outputs: [target = 0] }) {
        if (length === 0) return;
        const pointers = [f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32')] as const;
        const [start, begin, from, to] = pointers;
        const [sum, next] = [f.local('v128'), f.local('v128')];
        const steps = { count: length, bytes: [step, step] };
        f.i32(source + first)
          .set(start)
          .i32(target + first)
          .set(begin);
        const bytes = 4 * length * row;
        walkAxes(f, [{ count: outer, bytes: [bytes, bytes] }], [start, begin], () => {
          overNumbers(f, row, (position) => {
            f.get(start).set(from).get(begin).set(to);
            f[lanes](combination === 'add' ? 0 : 1).set(sum);
            walkAxes(f, [steps], [from, to], () => {
              loadNumbers(f, from, position).get(sum).op(`${lanes}.${combination}`).set(next);
              pushAddress(f, to, position).get(exclusive === true ? sum : next);
              storeNumbers(f, position);
              f.get(next).set(sum);
            });
          });
        });
        f.release(...pointers, sum, next);
      },
    };
  };

export const cumsum = cumulation('add');
export const cumprod = cumulation('mul');
