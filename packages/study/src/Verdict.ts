/**
 * What is said of a loss. `best` has the best mean. The others by the simultaneous interval of their difference to it and the
 * margin of what matters: `as good` (at most the margin behind), `slightly worse` (behind, not surely by more than the margin), `worse` (behind by
 * more than the margin), `undecided`. `not converged` and `failed` compare nothing.
 */
export type Verdict =
  | 'best'
  | 'as good'
  | 'slightly worse'
  | 'worse'
  | 'undecided'
  | 'not converged'
  | 'failed';
