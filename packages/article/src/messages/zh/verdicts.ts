import type { Verdict } from '../../Claim.ts';

/** 测量对一条论断的结论。 */
export const verdicts: Readonly<Record<Verdict, string>> = {
  holds: '成立',
  'holds with a condition': '有条件地成立',
  'does not hold': '不成立',
  undecided: '尚无定论',
  misprint: '笔误',
  'not measurable here': '此处无法测量',
};
