import { poolInfo, shapeOf } from '../convolutions/windowInfo.ts';
import type { PlanKernel } from '../Kernel.ts';
import { storeChannels, walkTaps, walkWindows } from './walkWindows.ts';

/** `MaxPool`: the greatest number of each window. NaN is passed over, as on the cpu backend. */
export const maxPool: PlanKernel = (call) => {
  const info = poolInfo(call, shapeOf(call, 0));
  return {
    scratchBytes: 0,
    emit(f, { inputs: [from = 0], outputs: [to = 0] }) {
      const greatest = f.local('v128');
      walkWindows(f, info, (window) => {
        f.constant(Number.NEGATIVE_INFINITY).set(greatest);
        walkTaps(f, window, (pointer, offset) => {
          f.get(greatest)
            .get(pointer)
            .load(window.load, from + offset)
            .op('f32x4.pmax')
            .set(greatest);
        });
        f.get(window.pooled).get(greatest);
        storeChannels(f, window, to);
      });
      f.release(greatest);
    },
  };
};
