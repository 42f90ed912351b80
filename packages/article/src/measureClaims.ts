import { prepareBackend } from '@losskit/backends';
import { LosskitError } from '@losskit/errors';

import type { Claim, Quantities, Verdict } from './Claim.ts';
import { allClaims, type ClaimId } from './claims/index.ts';
import type { Experiments } from './experiments/Experiments.ts';

/** A claim with what was measured and what follows from it. */
export interface CheckedClaim {
  readonly claim: Claim<ClaimId>;
  readonly quantities: Quantities;
  readonly verdict: Verdict;
}

/**
 * Measures every claim, in plain JavaScript, so that the numbers are the same on every machine of a kind.
 *
 * @throws LosskitError `interrupted` when the signal aborted.
 */
export async function measureClaims(
  experiments: Experiments,
  options: { readonly signal?: AbortSignal | undefined; readonly onClaim?: (id: string) => void } = {},
): Promise<CheckedClaim[]> {
  await prepareBackend('cpu', 'tiny');
  const checked: CheckedClaim[] = [];
  for (const claim of allClaims) {
    if (options.signal?.aborted) throw new LosskitError('interrupted', 'article: interrupted.');
    options.onClaim?.(claim.id);
    const quantities = await claim.measure(experiments);
    checked.push({ claim, quantities, verdict: claim.judge(quantities) });
    // Lets signals in between.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return checked;
}
