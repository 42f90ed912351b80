/**
 * What `losskit` exports that runs in browsers as well: bundlers for browsers take it for `losskit` by themselves. Comparisons
 * and readers of files are left out.
 */
export * from '@losskit/losses';
// Of the same name as a metric, which stands in `losskit/metrics`.
export {
  meanAbsoluteError,
  meanAbsolutePercentageError,
  meanSquaredLogarithmicError,
} from '@losskit/losses';
export * from '@losskit/metrics';
export {
  builtInTask,
  defineTask,
  type GivenModel,
  type GivenRows,
  type KindName,
  type ModelContext,
  splitRows,
  standardized,
  type Task,
  type TaskDefinition,
} from '@losskit/tasks';
export * from '@losskit/trainer';
export * from '@losskit/trainer/optimizers';
