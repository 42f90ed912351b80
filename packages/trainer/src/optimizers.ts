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
export type {
  FixedOrScheduledMomentum,
  GradientTransform,
  TransformContext,
} from './optimizers/GradientTransform.ts';
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
export { type AdafactorConfig, scaleByAdafactor } from './optimizers/scaleByAdafactor.ts';
export { scaleByAdagrad } from './optimizers/scaleByAdagrad.ts';
export { type AdamConfig, scaleByAdam } from './optimizers/scaleByAdam.ts';
export { type AdamaxConfig, scaleByAdamax } from './optimizers/scaleByAdamax.ts';
export { scaleByDeviation } from './optimizers/scaleByDeviation.ts';
export { scaleByLion } from './optimizers/scaleByLion.ts';
export { scaleByMomentum } from './optimizers/scaleByMomentum.ts';
export { type NadamConfig, scaleByNadam } from './optimizers/scaleByNadam.ts';
export { type RadamConfig, scaleByRadam } from './optimizers/scaleByRadam.ts';
export { scaleByRms } from './optimizers/scaleByRms.ts';
export { scaleByTrustRatio } from './optimizers/scaleByTrustRatio.ts';
export { type SgdOptions, sgd } from './optimizers/sgd.ts';
export { skipIfNotFinite } from './optimizers/skipIfNotFinite.ts';
export type { VariableFilter } from './optimizers/VariableFilter.ts';
