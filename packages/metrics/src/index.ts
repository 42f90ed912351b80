export { accuracy } from './classification/accuracy.ts';
export { adaptiveCalibrationError } from './classification/adaptiveCalibrationError.ts';
export type { Average } from './classification/averagedMetric.ts';
export { averagePrecision } from './classification/averagePrecision.ts';
export { balancedAccuracy } from './classification/balancedAccuracy.ts';
export { brier } from './classification/brier.ts';
export { type Calibration, calibration } from './classification/calibration.ts';
export { type CalibrationBin, calibrationBins } from './classification/calibrationBins.ts';
export { cohenKappa } from './classification/cohenKappa.ts';
export { confusionMatrix } from './classification/confusionMatrix.ts';
export { expectedCalibrationError } from './classification/expectedCalibrationError.ts';
export { fBeta } from './classification/fBeta.ts';
export { intersectionOverUnion } from './classification/intersectionOverUnion.ts';
export { logLoss } from './classification/logLoss.ts';
export { macroF1 } from './classification/macroF1.ts';
export { matthewsCorrelation } from './classification/matthewsCorrelation.ts';
export { meanIntersectionOverUnion } from './classification/meanIntersectionOverUnion.ts';
export { precision } from './classification/precision.ts';
export { recall } from './classification/recall.ts';
export { rocAuc } from './classification/rocAuc.ts';
export { specificity } from './classification/specificity.ts';
export { topKAccuracy } from './classification/topKAccuracy.ts';
export { gammaDeviance } from './counts/gammaDeviance.ts';
export { poissonDeviance } from './counts/poissonDeviance.ts';
export { continuousRankedProbabilityScore } from './distribution/continuousRankedProbabilityScore.ts';
export { intervalCoverageError } from './distribution/intervalCoverageError.ts';
export { negativeLogLikelihood } from './distribution/negativeLogLikelihood.ts';
export { embeddingRecallAtK } from './embedding/embeddingRecallAtK.ts';
export { meanAveragePrecisionAtR } from './embedding/meanAveragePrecisionAtR.ts';
export { precisionAtOne } from './embedding/precisionAtOne.ts';
export { evaluateMetrics } from './evaluateMetrics.ts';
export { findMetric } from './findMetric.ts';
export { METRICS } from './METRICS.ts';
export type {
  ClassificationBatch,
  CountsBatch,
  DistributionBatch,
  EmbeddingBatch,
  MaskBatch,
  Metric,
  MetricState,
  MultilabelBatch,
  RankingBatch,
  RegressionBatch,
  SequenceBatch,
  SurvivalBatch,
  TextBatch,
  WeightedBatch,
} from './Metric.ts';
export { diceScore } from './mask/diceScore.ts';
export type { MetricWithOptions } from './metricWithOptions.ts';
export { hammingAccuracy } from './multilabel/hammingAccuracy.ts';
export { multilabelAveragePrecision } from './multilabel/multilabelAveragePrecision.ts';
export { multilabelLogLoss } from './multilabel/multilabelLogLoss.ts';
export { multilabelMacroF1 } from './multilabel/multilabelMacroF1.ts';
export { multilabelRocAuc } from './multilabel/multilabelRocAuc.ts';
export { subsetAccuracy } from './multilabel/subsetAccuracy.ts';
export { meanAveragePrecision } from './ranking/meanAveragePrecision.ts';
export { meanReciprocalRank } from './ranking/meanReciprocalRank.ts';
export { ndcg } from './ranking/ndcg.ts';
export { precisionAtK } from './ranking/precisionAtK.ts';
export { recallAtK } from './ranking/recallAtK.ts';
export { explainedVariance } from './regression/explainedVariance.ts';
export { kendall } from './regression/kendall.ts';
export { maxError } from './regression/maxError.ts';
export { meanAbsoluteError } from './regression/meanAbsoluteError.ts';
export { meanAbsolutePercentageError } from './regression/meanAbsolutePercentageError.ts';
export { meanPinballLoss } from './regression/meanPinballLoss.ts';
export { meanSquaredLogarithmicError } from './regression/meanSquaredLogarithmicError.ts';
export { medianAbsoluteError } from './regression/medianAbsoluteError.ts';
export { pearson } from './regression/pearson.ts';
export { psnr } from './regression/psnr.ts';
export { rmse } from './regression/rmse.ts';
export { rSquared } from './regression/rSquared.ts';
export { spearman } from './regression/spearman.ts';
export { symmetricMeanAbsolutePercentageError } from './regression/symmetricMeanAbsolutePercentageError.ts';
export { labelErrorRate } from './sequence/labelErrorRate.ts';
export { sequenceAccuracy } from './sequence/sequenceAccuracy.ts';
export { concordanceIndex } from './survival/concordanceIndex.ts';
export { characterErrorRate } from './text/characterErrorRate.ts';
export { wordErrorRate } from './text/wordErrorRate.ts';
