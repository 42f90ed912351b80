import { inHalves } from '../inHalves.ts';
import type { KernelPlan } from '../Kernel.ts';
import { multiplications, type WindowInfo } from './windowInfo.ts';

/**
 * A plan whose halves take some of the pictures each.
 *
 * @param input bytes of what the first input has of a picture
 * @param output bytes of what the output has of it
 */
export function pictureHalves(
  info: WindowInfo,
  channelwise: boolean,
  { input, output }: { readonly input: number; readonly output: number },
  plan: (info: WindowInfo) => KernelPlan,
): KernelPlan {
  const count = Math.ceil(info.batchSize / 2);
  const [first, second] = [count, info.batchSize - count].map((batchSize) => plan({ ...info, batchSize }));
  if (!first || !second || info.batchSize < 2) return plan(info);
  const behind: KernelPlan = {
    ...second,
    emit(f, { inputs: [from = 0, ...others], outputs: [to = 0], scratch }, options) {
      const inputs = [from + count * input, ...others];
      second.emit(f, { inputs, outputs: [to + count * output], scratch }, options);
    },
  };
  return inHalves(plan(info), multiplications(info, channelwise), [first, behind]);
}
