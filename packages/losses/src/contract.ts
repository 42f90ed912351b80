export { classPoolOptions, classPools } from './contract/classPools.ts';
export { classOptions, classRows, smoothableClassOptions } from './contract/classRows.ts';
export type {
  AnyLoss,
  Loss,
  LossDeclaration,
  LossFamily,
  PredictionSpace,
  TargetKind,
} from './contract/declaration.ts';
export { defineLoss } from './contract/defineLoss.ts';
export { elementwise } from './contract/elementwise.ts';
export type { InputDeclaration, Layout, Prepared } from './contract/Layout.ts';
export { labelledEmbeddings, labelOptions } from './contract/labelledEmbeddings.ts';
export type { LossOptions, NestedNumbers, Reduction, TensorInput } from './contract/lossOptions.ts';
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
export { rows } from './contract/rows.ts';
