import type { Verdict } from '../Claim.ts';
import type { ClaimId } from '../claims/index.ts';
import type { Messages } from './Messages.ts';

/** What is to be said for a verdict on a claim; none where the verdict says it all. */
export function findingOf(
  { claims, undecided }: Messages,
  id: ClaimId,
  verdict: Verdict,
): string | undefined {
  return claims[id].findings[verdict] ?? (verdict === 'undecided' ? undecided : undefined);
}
