// What needs neither files nor Node's modules: all that the package has in browsers.
export { BUILT_IN_TASKS, builtInTask } from './builtIn/index.ts';
export { defineTask } from './defineTask.ts';
export { type Exhibits, exhibitsSchema, type MisclassifiedPicture } from './Exhibits.ts';
export type { GivenData, GivenPart, GivenRows, GivenValues, InputsOf } from './GivenRows.ts';
export { KINDS } from './kinds/index.ts';
export type { KindAnswers, KindViews, LossAxis } from './kinds/KindViews.ts';
export type { KindName } from './kinds/kindNames.ts';
export type { FigureName, MetricBatches, TargetKind } from './kinds/TargetKind.ts';
export type { TargetShape } from './kinds/TargetShape.ts';
export { isLossGroup, LOSS_GROUPS, type LossGroup, lossesOfGroup } from './lossGroups.ts';
export type { MetricName } from './MetricName.ts';
export { planeValues } from './models/fittedPlane.ts';
export { type SplitOptions, splitRows } from './splitRows.ts';
export { standardized } from './standardized.ts';
export { checkedStress, STRESS_KINDS, STRESS_NAMES, type Stress, type StressName } from './stress/Stress.ts';
export { stressedName, stressedTask, stressesFor } from './stress/stressedTask.ts';
export { takeTaskRows } from './stress/takeTaskRows.ts';
export type {
  GivenModel,
  NamedMetric,
  Task,
  TaskLink,
  TaskModel,
  TaskTraining,
  TrainedModel,
  Workload,
} from './Task.ts';
export type { DataOrigin, JudgedPart, Sampling, TaskData, TaskRows } from './TaskData.ts';
export type { Measurement, ModelContext, TaskDefinition, TrainingOptions } from './TaskDefinition.ts';
export { type GivenLoss, type TaskLoss, taskLoss, withPenalties } from './TaskLoss.ts';
export type { TableKind, TaskReference } from './TaskReference.ts';
export { trainingOf } from './trainingOf.ts';
