export { type AdadeltaOptions, adadelta } from './optimizers/adadelta.ts';
export { type AdafactorOptions, adafactor } from './optimizers/adafactor.ts';
export { type AdagradOptions, adagrad } from './optimizers/adagrad.ts';
export { type AdamOptions, adam } from './optimizers/adam.ts';
export { type AdamaxOptions, adamax } from './optimizers/adamax.ts';
export { type AdamWOptions, adamW } from './optimizers/adamW.ts';
export { type LambOptions, lamb } from './optimizers/lamb.ts';
export { type LionOptions, lion } from './optimizers/lion.ts';
export { type MomentumOptions, momentum } from './optimizers/momentum.ts';
export { type MuonOptions, muon } from './optimizers/muon.ts';
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
export { type ScheduleFreeAdamWOptions, scheduleFreeAdamW } from './optimizers/scheduleFreeAdamW.ts';
export { type SgdOptions, sgd } from './optimizers/sgd.ts';
export { type AdaptiveClipOptions, adaptiveClip } from './optimizers/transforms/adaptiveClip.ts';
export { addDecayedWeights } from './optimizers/transforms/addDecayedWeights.ts';
export { chain } from './optimizers/transforms/chain.ts';
export { clipByGlobalNorm } from './optimizers/transforms/clipByGlobalNorm.ts';
export { clipByNorm } from './optimizers/transforms/clipByNorm.ts';
export { clipByValue } from './optimizers/transforms/clipByValue.ts';
export type {
  FixedOrScheduledMomentum,
  GradientTransform,
  TransformContext,
} from './optimizers/transforms/GradientTransform.ts';
export { partition } from './optimizers/transforms/partition.ts';
export { scaleByAdadelta } from './optimizers/transforms/scaleByAdadelta.ts';
export { type AdafactorConfig, scaleByAdafactor } from './optimizers/transforms/scaleByAdafactor.ts';
export { scaleByAdagrad } from './optimizers/transforms/scaleByAdagrad.ts';
export { type AdamConfig, scaleByAdam } from './optimizers/transforms/scaleByAdam.ts';
export { type AdamaxConfig, scaleByAdamax } from './optimizers/transforms/scaleByAdamax.ts';
export { scaleByDeviation } from './optimizers/transforms/scaleByDeviation.ts';
export { scaleByFactor } from './optimizers/transforms/scaleByFactor.ts';
export { scaleByLion } from './optimizers/transforms/scaleByLion.ts';
export { scaleByMomentum } from './optimizers/transforms/scaleByMomentum.ts';
export { type MuonAdjustment, type MuonConfig, scaleByMuon } from './optimizers/transforms/scaleByMuon.ts';
export { type NadamConfig, scaleByNadam } from './optimizers/transforms/scaleByNadam.ts';
export { type RadamConfig, scaleByRadam } from './optimizers/transforms/scaleByRadam.ts';
export { scaleByRms } from './optimizers/transforms/scaleByRms.ts';
export { scaleByTrustRatio } from './optimizers/transforms/scaleByTrustRatio.ts';
export type { VariableFilter } from './optimizers/transforms/VariableFilter.ts';
export { accumulateGradients } from './optimizers/wrappers/accumulateGradients.ts';
export { averagedWeights, averageWeights } from './optimizers/wrappers/averageWeights.ts';
export { freeze } from './optimizers/wrappers/freeze.ts';
export { type ScheduleFreeOptions, scheduleFree } from './optimizers/wrappers/scheduleFree.ts';
export { skipIfNotFinite } from './optimizers/wrappers/skipIfNotFinite.ts';
