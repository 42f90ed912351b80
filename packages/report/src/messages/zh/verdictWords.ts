import type { BaselineDifference, Verdict } from '@losskit/study';

/** 对损失函数的结论。 */
export const verdictWords: Record<Verdict, string> = {
  best: '最好',
  'as good': '同样好',
  'slightly worse': '略差',
  worse: '更差',
  undecided: '尚无定论',
  'not converged': '未收敛',
  failed: '失败',
};

/** 与基线相比的结论。 */
export const baselineWords: Record<BaselineDifference['verdict'], string> = {
  better: '更好',
  'as good': '同样好',
  worse: '更差',
  undecided: '尚无定论',
};
