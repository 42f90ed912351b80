import { html } from '../../html.ts';
import type { Words } from '../Words.ts';
import { baselineWords, verdictWords } from './verdictWords.ts';

export const ranking: Words['ranking'] = {
  label: (task) => `${task} 上损失函数的排名`,
  rank: '名次',
  loss: '损失函数',
  verdict: '结论',
  verdicts: verdictWords,
  againstBaseline: baselineWords,
  better: (higherIsBetter) => (higherIsBetter ? '越高越好' : '越低越好'),
  difference: '与最好者之差',
  whatIsWorse: (higherIsBetter) => `${higherIsBetter ? '小于' : '大于'} 0 表示更差`,
  failures: '失败',
  ofTheRuns: '占运行的比例',
  failed: (runs, of) => `${of} 次中 ${runs} 次`,
  seedsUsed: '所用种子',
  share: (some, all) => `${some} / ${all}`,
  exact: '精确最小解',
  exactParts: '与它的差距，多出的损失',
  gap: (size) => `差距 ${size}`,
  excess: (share) => `多出 ${share}`,
  against: (baseline) => html`与 ${baseline} 相比`,
  theBaseline: '基线',
  baseline: '基线',
  learningRate: '学习率',
  median: (value) => `中位数 ${value}`,
  range: (low, high) => `${low} 到 ${high}`,
  seedsToTell: (seeds) => (seeds === null ? '增加种子也无法区分' : `约 ${seeds} 个种子可以区分`),
  sameAs: (loss) => html`与 ${loss} 相同`,
  trivial: '平凡模型',
  looksAtNoInput: '不看输入',
  oneSeed: '只有一个种子：没有区间，也无法检验。',
  means: (confidence, hasCopies, link) =>
    html`预留测试集上对种子的均值，下面是 ${confidence} 置信区间。${hasCopies && '相同的损失函数在图中只画一次，用第一个的名称。'}各种结论的含义见“${link}”。`,
  inSentences: '用句子说明各个结论',
  firstFailure: (reason) => `第一次失败的运行：${reason}`,
};
