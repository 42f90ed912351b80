export type { AnyBatch, Batch } from './Batch.ts';
export { type DatasetLike, datasetBatches } from './batches/datasetBatches.ts';
export { type Pair, pairBatches } from './batches/pairBatches.ts';
export { prefetch } from './batches/prefetch.ts';
export { type DryRun, dryRun } from './dryRun.ts';
export {
  type FindLearningRateOptions,
  findLearningRate,
  type LearningRateRange,
} from './findLearningRate.ts';
export { glorotUniform, heNormal } from './initializers.ts';
export { type FromLayersModelOptions, fromLayersModel } from './layersModel/fromLayersModel.ts';
export type { Batches, BatchSequence, BatchSource } from './loop/Batches.ts';
export type { EarlyStoppingOptions } from './loop/earlyStopping.ts';
export { type FoldedMetric, foldMetrics, type ValidationMetrics } from './loop/foldMetrics.ts';
export { type History, type HistoryRow, history } from './loop/history.ts';
export type { Norms, NormsOfKind } from './loop/norms.ts';
export type { Progress, StopReason } from './loop/Progress.ts';
export type {
  NonFinitePolicy,
  PlateauOptions,
  TrainOptions,
  ValidationOptions,
} from './loop/TrainOptions.ts';
export type { ValidationValues } from './loop/validate.ts';
export type { LossDefinition, PenaltyFunction } from './loss/batchLoss.ts';
export type { ClassWeights } from './loss/classWeights.ts';
export type { Losses, LossFunction, LossWeights, OutputLoss } from './loss/LossFunction.ts';
export type { WeightedLoss } from './loss/weightedLoss.ts';
export {
  type AnyModel,
  asModel,
  type LayersModelLike,
  type Model,
  type NamedTensors,
  type NamedVariables,
  type PredictContext,
  type Tensors,
} from './Model.ts';
export { accumulateGradients } from './optimizers/accumulateGradients.ts';
export { type AdadeltaOptions, adadelta } from './optimizers/adadelta.ts';
export { type AdafactorOptions, adafactor } from './optimizers/adafactor.ts';
export { type AdagradOptions, adagrad } from './optimizers/adagrad.ts';
export { type AdamOptions, adam } from './optimizers/adam.ts';
export { type AdamaxOptions, adamax } from './optimizers/adamax.ts';
export { type AdamWOptions, adamW } from './optimizers/adamW.ts';
export { type AdaptiveClipOptions, adaptiveClip } from './optimizers/adaptiveClip.ts';
export { addDecayedWeights } from './optimizers/addDecayedWeights.ts';
export { averagedWeights, averageWeights } from './optimizers/averageWeights.ts';
export { chain } from './optimizers/chain.ts';
export { clipByGlobalNorm } from './optimizers/clipByGlobalNorm.ts';
export { clipByNorm } from './optimizers/clipByNorm.ts';
export { clipByValue } from './optimizers/clipByValue.ts';
export { freeze } from './optimizers/freeze.ts';
export type { GradientTransform, MomentumShare, TransformContext } from './optimizers/GradientTransform.ts';
export { type LambOptions, lamb } from './optimizers/lamb.ts';
export { type LionOptions, lion } from './optimizers/lion.ts';
export { type MomentumOptions, momentum } from './optimizers/momentum.ts';
export { type NadamOptions, nadam } from './optimizers/nadam.ts';
export {
  type LearningRate,
  type Momentum,
  makeOptimizer,
  type Optimizer,
  prepend,
} from './optimizers/Optimizer.ts';
export { type RadamOptions, radam } from './optimizers/radam.ts';
export { type RmspropOptions, rmsprop } from './optimizers/rmsprop.ts';
export { scaleByAdadelta } from './optimizers/scaleByAdadelta.ts';
export { type AdafactorNumbers, scaleByAdafactor } from './optimizers/scaleByAdafactor.ts';
export { scaleByAdagrad } from './optimizers/scaleByAdagrad.ts';
export { type AdamNumbers, scaleByAdam } from './optimizers/scaleByAdam.ts';
export { type AdamaxNumbers, scaleByAdamax } from './optimizers/scaleByAdamax.ts';
export { scaleByDeviation } from './optimizers/scaleByDeviation.ts';
export { scaleByLion } from './optimizers/scaleByLion.ts';
export { scaleByMomentum } from './optimizers/scaleByMomentum.ts';
export { type NadamNumbers, scaleByNadam } from './optimizers/scaleByNadam.ts';
export { type RadamNumbers, scaleByRadam } from './optimizers/scaleByRadam.ts';
export { scaleByRms } from './optimizers/scaleByRms.ts';
export { scaleByTrustRatio } from './optimizers/scaleByTrustRatio.ts';
export { type SgdOptions, sgd } from './optimizers/sgd.ts';
export { skipIfNotFinite } from './optimizers/skipIfNotFinite.ts';
export type { VariableFilter } from './optimizers/VariableFilter.ts';
export { type Overfit, type OverfitOptions, overfitOneBatch } from './overfitOneBatch.ts';
export type { RangeTestPoint, RangeTestStop } from './rangeTest.ts';
export { constant } from './schedules/constant.ts';
export { type CosineDecayOptions, cosineDecay } from './schedules/cosineDecay.ts';
export { type ExponentialOptions, exponential } from './schedules/exponential.ts';
export { type InverseSquareRootOptions, inverseSquareRoot } from './schedules/inverseSquareRoot.ts';
export { type JoinOptions, join } from './schedules/join.ts';
export { type LinearOptions, linear } from './schedules/linear.ts';
export { type OneCycleOptions, oneCycle } from './schedules/oneCycle.ts';
export { type PiecewiseOptions, piecewise } from './schedules/piecewise.ts';
export { type PolynomialOptions, polynomial } from './schedules/polynomial.ts';
export {
  type PlateauState,
  type ReduceOnPlateau,
  type ReduceOnPlateauOptions,
  reduceOnPlateau,
} from './schedules/reduceOnPlateau.ts';
export type { Schedule } from './schedules/Schedule.ts';
export { type StepDecayOptions, stepDecay } from './schedules/stepDecay.ts';
export { type WarmRestartsOptions, warmRestarts } from './schedules/warmRestarts.ts';
export { type WarmupOptions, warmup } from './schedules/warmup.ts';
export type { Json, TensorData, TrainingState } from './TrainingState.ts';
export { train } from './train.ts';
export { type StepContext, type StepDefinition, type StepResult, trainingStep } from './trainingStep.ts';
export { weightsDigest } from './weightsDigest.ts';
