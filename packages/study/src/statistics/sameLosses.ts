import type { MeasuredLoss } from './MeasuredLoss.ts';

/** By loss, the first that trained the same weights in every seed; nothing for a loss that differs from those before it. */
export function sameLosses(losses: readonly MeasuredLoss[]): ReadonlyMap<string, string> {
  const firstWith = new Map<string, string>();
  const same = new Map<string, string>();
  for (const { loss, weights } of losses) {
    if (weights.length === 0 || weights.includes('')) continue;
    const key = weights.join();
    const first = firstWith.get(key);
    if (first === undefined) firstWith.set(key, loss);
    else same.set(loss, first);
  }
  return same;
}
