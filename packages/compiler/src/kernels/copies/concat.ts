import { sizeOf } from '../../graph/View.ts';
import { axisOf } from '../attributes.ts';
import type { KernelCall, KernelPlan, PlanKernel } from '../Kernel.ts';
import { copyAxes } from './copyAxes.ts';

/** Tensors beside each other, from an axis on. */
function beside({ inputs }: KernelCall, axis: number): KernelPlan {
  const rows = inputs.map(({ shape }) => 4 * sizeOf(shape.slice(axis)));
  const row = rows.reduce((sum, bytes) => sum + bytes, 0);
  return {
    scratchBytes: 0,
    emit(f, { inputs: addresses, outputs: [output = 0] }) {
      let to = output;
      inputs.forEach(({ shape }, index) => {
        const bytes = rows[index] ?? 0;
        const axes = [
          { count: sizeOf(shape.slice(0, axis)), bytes: [bytes, row] },
          { count: bytes / 4, bytes: [4, 4] },
        ];
        copyAxes(f, axes, [addresses[index] ?? 0, to]);
        to += bytes;
      });
    },
  };
}

export const concat: PlanKernel = (call) => beside(call, axisOf(call, call.outputs[0]?.shape.length ?? 0));

export const pack: PlanKernel = (call) => beside(call, axisOf(call, call.outputs[0]?.shape.length ?? 0));
