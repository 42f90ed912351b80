import type { BaselineDifference } from '../result.ts';
import type { Verdict } from '../Verdict.ts';

/** The verdict on a loss by the interval of how far it is behind the best, and the margin of what matters. */
export function verdictOf(
  { low, high }: { readonly low: number; readonly high: number },
  margin: number,
): Extract<Verdict, 'worse' | 'slightly worse' | 'as good' | 'undecided'> {
  if (low > margin) return 'worse';
  if (low > 0) return 'slightly worse';
  return high <= margin ? 'as good' : 'undecided';
}

/** The verdict on a loss against the baseline: `as good` where the difference is too small to matter either way. */
export function baselineVerdictOf(
  { low, high }: { readonly low: number; readonly high: number },
  margin: number,
): BaselineDifference['verdict'] {
  if (low >= -margin && high <= margin) return 'as good';
  if (high < 0) return 'better';
  return low > 0 ? 'worse' : 'undecided';
}
