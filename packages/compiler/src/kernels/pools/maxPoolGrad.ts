import { poolInfo, shapeOf } from '../convolutions/windowInfo.ts';
import type { PlanKernel } from '../Kernel.ts';
import { emitGradient } from './emitGradient.ts';
import { walkTaps } from './walkWindows.ts';

/** `MaxPoolGrad`: what comes back to a window goes to its first greatest number. */
export const maxPoolGrad: PlanKernel = (call) => {
  const info = poolInfo(call, shapeOf(call, 1));
  return {
    scratchBytes: 0,
    emit(f, { inputs: [gradient = 0, from = 0], outputs: [to = 0] }) {
      const [greatest, winner] = [f.local('v128'), f.local('v128')];
      const [value, isGreater] = [f.local('v128'), f.local('v128')];
      emitGradient(f, info, { gradient, to }, (window, given, add) => {
        f.get(window.pixel).load(window.load, from).set(greatest);
        f.constant(0, 'i32x4').set(winner);
        walkTaps(f, window, (pointer, offset, getNumber) => {
          f.get(pointer)
            .load(window.load, from + offset)
            .tee(value);
          f.get(greatest).op('f32x4.gt').set(isGreater);
          f.get(value).get(greatest).get(isGreater).op('v128.bitselect').set(greatest);
          getNumber();
          f.get(winner).get(isGreater).op('v128.bitselect').set(winner);
        });
        walkTaps(f, window, (pointer, offset, getNumber) => {
          add(pointer, offset, () => {
            f.get(winner);
            getNumber();
            f.op('i32x4.eq').get(given).op('v128.and');
          });
        });
      });
      f.release(greatest, winner, value, isGreater);
    },
  };
};
