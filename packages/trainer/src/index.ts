export { glorotUniform, heNormal } from './initializers.ts';
export {
  asModel,
  type LayersModelLike,
  type Model,
  type NamedTensors,
  type NamedVariables,
  type PredictContext,
} from './Model.ts';
export { type AdamOptions, adam } from './optimizers/adam.ts';
export { chain } from './optimizers/chain.ts';
export type { GradientTransform, TransformContext } from './optimizers/GradientTransform.ts';
export { type MomentumOptions, momentum } from './optimizers/momentum.ts';
export { type LearningRate, makeOptimizer, type Optimizer } from './optimizers/Optimizer.ts';
export { type SgdOptions, sgd } from './optimizers/sgd.ts';
export { type CosineDecayOptions, cosineDecay } from './schedules/cosineDecay.ts';
export type { Schedule } from './schedules/Schedule.ts';
export { type Progress, type TrainOptions, train } from './train.ts';
export {
  type Batch,
  type LossFunction,
  type PenaltyFunction,
  type StepDefinition,
  type StepResult,
  trainingStep,
} from './trainingStep.ts';
export { weightsDigest } from './weightsDigest.ts';
