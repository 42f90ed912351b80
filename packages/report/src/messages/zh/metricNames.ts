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
};

/** 指标的名称；没有通行译名的保留原文。 */
export function metricName(name: string): string {
  return NAMES[name] ?? metricTitle(name);
}
