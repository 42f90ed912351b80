export { markDrawn } from '@losskit/compiler';
export { COMPILED_BACKENDS } from './engine/compiledBackends.ts';
export type { CompilePolicy } from './engine/compilePolicies.ts';
export type { Norms, NormsOfKind } from './engine/norms.ts';
export { BatchEvaluator, type BatchEvaluatorOptions, type BatchResults } from './evaluate/BatchEvaluator.ts';
export { asModel } from './layersModel/asModel.ts';
export { type FromLayersModelOptions, fromLayersModel } from './layersModel/fromLayersModel.ts';
export type { LayersModelLike } from './layersModel/LayersModelLike.ts';
export { type LayerClass, type SeededWeightsOptions, seededWeights } from './layersModel/seededWeights.ts';
export {
  type FindLearningRateOptions,
  findLearningRate,
  type LearningRateRange,
} from './learningRate/findLearningRate.ts';
export type { RangeTestPoint, RangeTestStop } from './learningRate/rangeTest.ts';
export type { OptimizerName } from './loop/asOptimizer.ts';
export type {
  Batches,
  BatchPasses,
  BatchSequence,
  BatchSource,
  DatasetLike,
  FitBatch,
  GivenBatch,
} from './loop/batches/Batches.ts';
export { datasetBatches } from './loop/batches/datasetBatches.ts';
export { type Pair, pairBatches } from './loop/batches/pairBatches.ts';
export { prefetch } from './loop/batches/prefetch.ts';
export { type DryRun, dryRun } from './loop/dryRun.ts';
export type { EarlyStoppingOptions } from './loop/earlyStopping.ts';
export { type FoldedMetric, foldMetrics, type ValidationMetrics } from './loop/foldMetrics.ts';
export { type History, type HistoryColumn, type HistoryRow, history } from './loop/history.ts';
export { type Overfit, type OverfitOptions, overfitOneBatch } from './loop/overfitOneBatch.ts';
export type { Progress, StopReason } from './loop/Progress.ts';
export type { Json, TensorData, TrainingState } from './loop/TrainingState.ts';
export type {
  NonFinitePolicy,
  PlateauOptions,
  TrainOptions,
  ValidationOptions,
} from './loop/TrainOptions.ts';
export { train } from './loop/train.ts';
export type { ValidationName, ValidationValues } from './loop/ValidationValues.ts';
export {
  type Evaluation,
  type LbfgsOptions,
  type LbfgsStop,
  lbfgs,
  type Minimum,
  type Objective,
} from './minimize/lbfgs.ts';
export { type Minimized, type MinimizeOptions, minimize } from './minimize/minimize.ts';
export type { AnyBatch, Batch } from './model/Batch.ts';
export type { AnyModel, Model, PredictContext } from './model/Model.ts';
export type { NamedTensors, NamedVariables, Tensors } from './model/NamedTensors.ts';
export { weightsDigest } from './model/weightsDigest.ts';
export { withVariables } from './model/withVariables.ts';
export { alignLeading } from './step/alignLeading.ts';
export { type BatchLoss, type BatchLossOptions, batchLoss } from './step/batchLoss.ts';
export type { FittingLosses, TermNames } from './step/FittingLosses.ts';
export type { LossFacts, LossFunction, LossWeights } from './step/LossFunction.ts';
export type { Losses, TermLoss } from './step/lossTerms.ts';
export { outputLoss } from './step/outputLoss.ts';
export type { SumAndWeight, WeightedMean } from './step/SumAndWeight.ts';
export type { TrainingWarning, WarningCode } from './step/TrainingWarning.ts';
export type { LossDefinition, PenaltyFunction } from './step/totalLoss.ts';
export { type StepContext, type StepDefinition, type StepResult, trainingStep } from './step/trainingStep.ts';
export { type UncertaintyWeighted, uncertaintyWeighted } from './step/uncertaintyWeighted.ts';
