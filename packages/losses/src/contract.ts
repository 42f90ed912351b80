export type {
  AnyLoss,
  Loss,
  LossDeclaration,
  LossFamily,
  PredictionSpace,
  TargetKind,
  TrainedSizes,
} from './contract/declaration.ts';
export { defineLoss } from './contract/defineLoss.ts';
export { checkClassIds, markClassIds } from './contract/knownClassIds.ts';
export type { InputDeclaration, Layout, Prepared } from './contract/Layout.ts';
export type {
  LossOptions,
  NestedNumbers,
  Reduction,
  TensorInput,
  TruthInput,
} from './contract/lossOptions.ts';
export {
  type BooleanOption,
  describeRange,
  type FunctionOption,
  type GivenOptions,
  type NumberOption,
  type OptionalNumberOption,
  type OptionDeclaration,
  type OptionDeclarations,
  type ResolvedOptions,
  type TensorFunction,
  type TensorOption,
} from './contract/optionDeclarations.ts';
export type { SumAndWeight } from './contract/reduceLoss.ts';
export { classGroupOptions, classGroups } from './layouts/classGroups.ts';
export { classOptions, classRows, smoothableClassOptions } from './layouts/classRows.ts';
export { elementwise } from './layouts/elementwise.ts';
export { labelledEmbeddings, labelOptions } from './layouts/labelledEmbeddings.ts';
export { rows } from './layouts/rows.ts';
