import type { LossResult } from '@losskit/study';

/** 比较对一种损失的结论，以及它的含义。 */
export const lossVerdicts: Readonly<
  Record<LossResult['verdict'], { readonly word: string; readonly meaning: string }>
> = {
  best: { word: '最好', meaning: '排名指标的均值最好。仅凭这一点，还不能说它与第二名有区别。' },
  'as good': { word: '同样好', meaning: '落后最好者不超过界值：整个区间都这样说。' },
  'slightly worse': {
    word: '略差',
    meaning: '差距超出了偶然 (区间不含 0)，但不能肯定超过界值。',
  },
  worse: { word: '更差', meaning: '落后超过界值：整个区间都这样说。' },
  undecided: {
    word: '尚无定论',
    meaning: '区间含 0，又伸到界值以外：可能同样好，也可能更差。这不等于“同样好”。',
  },
  'not converged': {
    word: '未收敛',
    meaning: '训练结束时损失还在变化，比出来的会是训练停在哪里，所以不与别的损失比较。',
  },
  failed: { word: '失败', meaning: '每次训练都发散了、无法评判，或者不比不看输入的平凡模型好。' },
};
