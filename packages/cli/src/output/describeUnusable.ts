import type { UnusableRun } from '@losskit/study';

/** Why each reason keeps a run from being used, in a sentence that counts them. */
const WORDS: Readonly<Record<UnusableRun['reason'], string>> = {
  damaged: 'damaged',
  'in the place of another': 'in the place of another run',
  'of another comparison': 'of a comparison with other data, options or versions',
  'a folder': 'set aside, as a folder had the name',
};

/** That files of an interrupted comparison are not used, and why. */
export function describeUnusable(runs: readonly UnusableRun[], folder: string): string {
  const reasons = [...new Set(runs.map(({ reason }) => reason))];
  const counts = reasons.map((reason) => {
    const count = runs.filter((run) => run.reason === reason).length;
    return `${count} ${WORDS[reason]}`;
  });
  const stored = runs.length === 1 ? '1 stored run' : `${runs.length} stored runs`;
  return `Not used: ${stored} in ${folder} (${counts.join(', ')}); what is missing is run again.`;
}
