import { metricTitle } from '../../names.ts';

const NAMES: Readonly<Record<string, string>> = {
  accuracy: '准确率',
  balancedAccuracy: '平衡准确率',
  macroF1: '宏平均 F1',
  logLoss: '对数损失',
  expectedCalibrationError: '期望校准误差',
  meanAbsoluteError: '平均绝对误差',
  medianAbsoluteError: '绝对误差中位数',
  meanSquaredError: '均方误差',
  meanDeviance: '平均偏差',
  rootMeanSquaredLogarithmicError: '均方根对数误差',
  brier: 'Brier 分数',
  averagePrecision: '平均精确率',
  meanIntersectionOverUnion: '平均交并比 (IoU)',
  hammingLoss: 'Hamming 损失',
  precision: '精确率',
  recall: '召回率',
  specificity: '特异度',
  diceScore: 'Dice 系数',
  fBeta: 'F-beta 分数',
  topKAccuracy: 'Top-k 准确率',
  matthewsCorrelation: 'Matthews 相关系数',
  cohenKappa: 'Cohen kappa 系数',
  intersectionOverUnion: '交并比 (IoU)',
  adaptiveCalibrationError: '自适应校准误差',
  intervalCoverageError: '区间覆盖率误差',
  maxError: '最大误差',
  explainedVariance: '解释方差',
  pearson: 'Pearson 相关系数',
  spearman: 'Spearman 秩相关系数',
  kendall: 'Kendall 秩相关系数',
  meanAbsolutePercentageError: '平均绝对百分比误差',
  symmetricMeanAbsolutePercentageError: '对称平均绝对百分比误差',
  meanSquaredLogarithmicError: '均方对数误差',
  meanPinballLoss: '平均分位数损失',
  psnr: '峰值信噪比 (PSNR)',
  meanReciprocalRank: '平均倒数排名',
  concordanceIndex: '一致性指数',
  wordErrorRate: '词错误率',
  characterErrorRate: '字符错误率',
};

/** 指标的名称；没有通行译名的保留原文。 */
export function metricName(name: string): string {
  return NAMES[name] ?? metricTitle(name);
}
