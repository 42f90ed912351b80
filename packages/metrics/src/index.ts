export { accuracy } from './classification/accuracy.ts';
export { averagePrecision } from './classification/averagePrecision.ts';
export { balancedAccuracy } from './classification/balancedAccuracy.ts';
export { brier } from './classification/brier.ts';
export { type Calibration, calibration } from './classification/calibration.ts';
export { type CalibrationBin, calibrationBins } from './classification/calibrationBins.ts';
export { confusionMatrix } from './classification/confusionMatrix.ts';
export { expectedCalibrationError } from './classification/expectedCalibrationError.ts';
export { logLoss } from './classification/logLoss.ts';
export { macroF1 } from './classification/macroF1.ts';
export { meanIntersectionOverUnion } from './classification/meanIntersectionOverUnion.ts';
export { rocAuc } from './classification/rocAuc.ts';
export { poissonDeviance } from './counts/poissonDeviance.ts';
export { continuousRankedProbabilityScore } from './distribution/continuousRankedProbabilityScore.ts';
export { negativeLogLikelihood } from './distribution/negativeLogLikelihood.ts';
export { meanAveragePrecisionAtR } from './embedding/meanAveragePrecisionAtR.ts';
export { precisionAtOne } from './embedding/precisionAtOne.ts';
export { evaluateMetrics } from './evaluateMetrics.ts';
export type {
  ClassificationBatch,
  CountsBatch,
  DistributionBatch,
  EmbeddingBatch,
  Metric,
  MetricState,
  MultilabelBatch,
  RegressionBatch,
  SequenceBatch,
} from './Metric.ts';
export { hammingAccuracy } from './multilabel/hammingAccuracy.ts';
export { multilabelLogLoss } from './multilabel/multilabelLogLoss.ts';
export { multilabelMacroF1 } from './multilabel/multilabelMacroF1.ts';
export { subsetAccuracy } from './multilabel/subsetAccuracy.ts';
export { meanAbsoluteError } from './regression/meanAbsoluteError.ts';
export { medianAbsoluteError } from './regression/medianAbsoluteError.ts';
export { rmse } from './regression/rmse.ts';
export { rSquared } from './regression/rSquared.ts';
export { labelErrorRate } from './sequence/labelErrorRate.ts';
export { sequenceAccuracy } from './sequence/sequenceAccuracy.ts';
