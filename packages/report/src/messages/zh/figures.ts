import type { FigureWords } from '../Words.ts';

export const figures: FigureWords = {
  range: (low, high) => `${low} 到 ${high}`,
  meanTip: (label, mean, interval) => `${label}：均值 ${mean}${interval === null ? '' : ` (${interval})`}`,
  failed: '失败',
  someSeeds: (known, all, mean) => `${all} 个种子中的 ${known} 个：${mean}`,
  seedTip: (label, seed, value, failed) => `${label}，种子 ${seed}：${value}${failed ? '，失败' : ''}`,
  predicted: '预测',
  trueClass: '真实',
  confusionOf: (loss) => `${loss} 的混淆矩阵，行是真实类别，列是预测类别。`,
  criticalDifference: (ranks) => `临界差异 ${ranks}`,
  criticalDifferenceOf: (ranks, difference) => `平均排名：${ranks}；相差超过 ${difference} 的并非偶然。`,
  feature: '特征',
  target: '目标',
  linesOf: (loss, hasTruth) => `${loss} 对训练数据拟合的直线${hasTruth ? '，真实直线为虚线' : ''}。`,
  learningRate: '学习率',
  learningRateOf: (metric, loss, chosen) =>
    `${loss} 在验证集上的${metric}随学习率的变化：搜索用的每个种子一个点，均值为线；选中 ${chosen}。`,
  score: '得分 (0：平凡模型，1：该任务最好的损失函数)',
  reached: '达到该得分的运行比例',
  profilesOf: (losses) => `${losses} 的性能曲线：达到某一得分的运行所占的比例。`,
  seeds: '种子',
  stressOf: (metric, task, losses, level) => `${task} 上 ${losses} 的${metric}随${level}的变化。`,
  step: '步',
  trainingLoss: (isLogarithmic) => (isLogarithmic ? '训练损失 (对数)' : '训练损失'),
  validation: (metric) => `验证集的${metric}`,
  trainingOf: (loss, metric) => `${loss} 的训练曲线：训练损失和验证集的${metric}随步数的变化。`,
};
