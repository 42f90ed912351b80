import { accuracy } from './classification/accuracy.ts';
import { adaptiveCalibrationError } from './classification/adaptiveCalibrationError.ts';
import { averagePrecision } from './classification/averagePrecision.ts';
import { balancedAccuracy } from './classification/balancedAccuracy.ts';
import { brier } from './classification/brier.ts';
import { cohenKappa } from './classification/cohenKappa.ts';
import { expectedCalibrationError } from './classification/expectedCalibrationError.ts';
import { fBeta } from './classification/fBeta.ts';
import { intersectionOverUnion } from './classification/intersectionOverUnion.ts';
import { logLoss } from './classification/logLoss.ts';
import { macroF1 } from './classification/macroF1.ts';
import { matthewsCorrelation } from './classification/matthewsCorrelation.ts';
import { meanIntersectionOverUnion } from './classification/meanIntersectionOverUnion.ts';
import { precision } from './classification/precision.ts';
import { recall } from './classification/recall.ts';
import { rocAuc } from './classification/rocAuc.ts';
import { specificity } from './classification/specificity.ts';
import { topKAccuracy } from './classification/topKAccuracy.ts';
import { gammaDeviance } from './counts/gammaDeviance.ts';
import { poissonDeviance } from './counts/poissonDeviance.ts';
import { continuousRankedProbabilityScore } from './distribution/continuousRankedProbabilityScore.ts';
import { intervalCoverageError } from './distribution/intervalCoverageError.ts';
import { negativeLogLikelihood } from './distribution/negativeLogLikelihood.ts';
import { embeddingRecallAtK } from './embedding/embeddingRecallAtK.ts';
import { meanAveragePrecisionAtR } from './embedding/meanAveragePrecisionAtR.ts';
import { precisionAtOne } from './embedding/precisionAtOne.ts';
import type {
  ClassificationBatch,
  CountsBatch,
  DistributionBatch,
  EmbeddingBatch,
  MaskBatch,
  Metric,
  MultilabelBatch,
  RankingBatch,
  RegressionBatch,
  SequenceBatch,
  SurvivalBatch,
  TextBatch,
} from './Metric.ts';
import { diceScore } from './mask/diceScore.ts';
import { hammingAccuracy } from './multilabel/hammingAccuracy.ts';
import { multilabelAveragePrecision } from './multilabel/multilabelAveragePrecision.ts';
import { multilabelLogLoss } from './multilabel/multilabelLogLoss.ts';
import { multilabelMacroF1 } from './multilabel/multilabelMacroF1.ts';
import { multilabelRocAuc } from './multilabel/multilabelRocAuc.ts';
import { subsetAccuracy } from './multilabel/subsetAccuracy.ts';
import { meanAveragePrecision } from './ranking/meanAveragePrecision.ts';
import { meanReciprocalRank } from './ranking/meanReciprocalRank.ts';
import { ndcg } from './ranking/ndcg.ts';
import { precisionAtK } from './ranking/precisionAtK.ts';
import { recallAtK } from './ranking/recallAtK.ts';
import { explainedVariance } from './regression/explainedVariance.ts';
import { kendall } from './regression/kendall.ts';
import { maxError } from './regression/maxError.ts';
import { meanAbsoluteError } from './regression/meanAbsoluteError.ts';
import { meanAbsolutePercentageError } from './regression/meanAbsolutePercentageError.ts';
import { meanPinballLoss } from './regression/meanPinballLoss.ts';
import { meanSquaredLogarithmicError } from './regression/meanSquaredLogarithmicError.ts';
import { medianAbsoluteError } from './regression/medianAbsoluteError.ts';
import { pearson } from './regression/pearson.ts';
import { psnr } from './regression/psnr.ts';
import { rmse } from './regression/rmse.ts';
import { rSquared } from './regression/rSquared.ts';
import { spearman } from './regression/spearman.ts';
import { symmetricMeanAbsolutePercentageError } from './regression/symmetricMeanAbsolutePercentageError.ts';
import { labelErrorRate } from './sequence/labelErrorRate.ts';
import { sequenceAccuracy } from './sequence/sequenceAccuracy.ts';
import { concordanceIndex } from './survival/concordanceIndex.ts';
import { characterErrorRate } from './text/characterErrorRate.ts';
import { wordErrorRate } from './text/wordErrorRate.ts';

/** Every metric, by what its batches are of. */
export const METRICS: {
  readonly classification: readonly Metric<ClassificationBatch>[];
  readonly amounts: readonly Metric<CountsBatch>[];
  readonly counts: readonly Metric<CountsBatch>[];
  readonly distribution: readonly Metric<DistributionBatch>[];
  readonly embedding: readonly Metric<EmbeddingBatch>[];
  readonly mask: readonly Metric<MaskBatch>[];
  readonly multilabel: readonly Metric<MultilabelBatch>[];
  readonly ranking: readonly Metric<RankingBatch>[];
  readonly regression: readonly Metric<RegressionBatch>[];
  readonly sequence: readonly Metric<SequenceBatch>[];
  readonly survival: readonly Metric<SurvivalBatch>[];
  readonly text: readonly Metric<TextBatch>[];
} = {
  classification: [
    accuracy,
    adaptiveCalibrationError,
    averagePrecision,
    balancedAccuracy,
    brier,
    cohenKappa,
    expectedCalibrationError,
    fBeta,
    intersectionOverUnion,
    logLoss,
    macroF1,
    matthewsCorrelation,
    meanIntersectionOverUnion,
    precision,
    recall,
    rocAuc,
    specificity,
    topKAccuracy,
  ],
  amounts: [gammaDeviance],
  counts: [poissonDeviance],
  distribution: [continuousRankedProbabilityScore, intervalCoverageError, negativeLogLikelihood],
  embedding: [embeddingRecallAtK, meanAveragePrecisionAtR, precisionAtOne],
  mask: [diceScore],
  multilabel: [
    hammingAccuracy,
    multilabelLogLoss,
    multilabelMacroF1,
    multilabelAveragePrecision,
    multilabelRocAuc,
    subsetAccuracy,
  ],
  ranking: [meanAveragePrecision, meanReciprocalRank, ndcg, precisionAtK, recallAtK],
  regression: [
    explainedVariance,
    kendall,
    maxError,
    meanAbsoluteError,
    meanAbsolutePercentageError,
    meanPinballLoss,
    meanSquaredLogarithmicError,
    medianAbsoluteError,
    pearson,
    psnr,
    rmse,
    rSquared,
    spearman,
    symmetricMeanAbsolutePercentageError,
  ],
  sequence: [labelErrorRate, sequenceAccuracy],
  survival: [concordanceIndex],
  text: [characterErrorRate, wordErrorRate],
};
