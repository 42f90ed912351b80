import type { Verdict } from '../../Claim.ts';

/** What a measurement says about a statement. */
export const verdicts: Readonly<Record<Verdict, string>> = {
  holds: 'holds',
  'holds with a condition': 'holds with a condition',
  'does not hold': 'does not hold',
  undecided: 'undecided',
  misprint: 'misprint',
  'not measurable here': 'not measurable here',
};
