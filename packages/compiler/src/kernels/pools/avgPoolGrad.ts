import { poolInfo, shapeOf } from '../convolutions/windowInfo.ts';
import type { PlanKernel } from '../Kernel.ts';
import { emitGradient } from './emitGradient.ts';
import { walkTaps } from './walkWindows.ts';

/**
 * `AvgPoolGrad`: what comes back to a window goes to its pixels in equal parts. As in tfjs there are as many
 * parts as the filter has pixels, also where some of these lie outside the picture.
 */
export const avgPoolGrad: PlanKernel = (call) => {
  const info = poolInfo(call, shapeOf(call, 1));
  return {
    scratchBytes: 0,
    emit(f, { inputs: [gradient = 0], outputs: [to = 0] }) {
      const part = f.local('v128');
      emitGradient(f, info, { gradient, to }, (window, given, add) => {
        f.get(given)
          .constant(1 / (info.filterHeight * info.filterWidth))
          .op('f32x4.mul')
          .set(part);
        walkTaps(f, window, (pointer, offset) => add(pointer, offset, () => f.get(part)));
      });
      f.release(part);
    },
  };
};
