import { poolInfo, shapeOf } from '../convolutions/windowInfo.ts';
import type { PlanKernel } from '../Kernel.ts';
import { walk } from '../products/walk.ts';
import { storeChannels, walkWindows } from './walkWindows.ts';

/** `AvgPool`: the mean of the pixels of each window that lie inside the picture. */
export const avgPool: PlanKernel = (call) => {
  const info = poolInfo(call, shapeOf(call, 0));
  return {
    scratchBytes: 0,
    emit(f, { inputs: [from = 0], outputs: [to = 0] }) {
      const [row, pixel] = [f.local('i32'), f.local('i32')];
      const [sum, rowSum] = [f.local('v128'), f.local('v128')];
      walkWindows(f, info, (window) => {
        const [rows, columns] = window.taps;
        f.get(window.pixel).set(row).constant(0).set(sum);
        walk(f, rows, [row], () => {
          // Row by row: long sums would lose digits.
          f.get(row).set(pixel).constant(0).set(rowSum);
          walk(f, columns, [pixel], () => {
            f.get(rowSum).get(pixel).load(window.load, from).op('f32x4.add').set(rowSum);
          });
          f.get(sum).get(rowSum).op('f32x4.add').set(sum);
        });
        f.get(window.pooled)
          .get(sum)
          .constant(rows.count * columns.count)
          .op('f32x4.div');
        storeChannels(f, window, to);
      });
      f.release(row, pixel, sum, rowSum);
    },
  };
};
