/** The losses that a claim about a trained model names. */
export const CLAIMS_NEED = {
  linear: ['meanSquaredError', 'meanAbsoluteError', 'huber', 'smoothL1'],
  fruit: ['crossEntropy', 'meanSquaredError', 'meanAbsoluteError', 'zeroOne'],
} as const;

/** The losses to train on a task: those that claims need, with the common ones of the task or alone. */
export function askedLosses(
  task: keyof typeof CLAIMS_NEED,
  losses: 'common' | 'claims',
): readonly ('common' | (typeof CLAIMS_NEED)[keyof typeof CLAIMS_NEED][number])[] {
  return losses === 'claims' ? CLAIMS_NEED[task] : ['common', ...CLAIMS_NEED[task]];
}
