import type { KernelPlan } from './Kernel.ts';

/** Fewer multiplications than these take about as long as handing them over. */
const WORTH_A_THREAD = 2 ** 20;

/**
 * A plan with its halves, which get a part of the scratch each.
 *
 * @param multiplications how many the whole takes
 */
export function inHalves(
  whole: KernelPlan,
  multiplications: number,
  halves: readonly [KernelPlan, KernelPlan] | undefined,
): KernelPlan {
  if (!halves || multiplications < WORTH_A_THREAD) return whole;
  const [first, second] = halves;
  const firstBytes = 16 * Math.ceil(first.scratchBytes / 16);
  return {
    ...whole,
    scratchBytes: Math.max(whole.scratchBytes, firstBytes + second.scratchBytes),
    halves: [
      first.emit,
      (f, places, options) => second.emit(f, { ...places, scratch: places.scratch + firstBytes }, options),
    ],
  };
}
