import type { TiedItems } from './rankingMetric.ts';

/** How many of the first k items are relevant, on average over the orders of equal scores. */
export function relevantAtTop(items: readonly TiedItems[], k: number): number {
  return items.reduce((count, { before, relevances, relevant }) => {
    const shown = Math.max(0, Math.min(relevances.length, k - before));
    return count + (relevant * shown) / relevances.length;
  }, 0);
}
