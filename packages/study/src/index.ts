export { type CompareOptions, compare } from './compare.ts';
export {
  fitsTask,
  LOSS_GROUPS,
  type LossExpression,
  type LossGroup,
  lossesOfGroup,
  parseLoss,
  type TaskKind,
} from './lossExpression.ts';
export { pictureNetwork } from './models/pictureNetwork.ts';
export type { TaskModel } from './models/TaskModel.ts';
export type { CompareProgress } from './progressMeter.ts';
export type * from './result.ts';
export { findRunLearningRate } from './run/findRunLearningRate.ts';
export type { Checkpointing } from './run/keepRun.ts';
export { predictRows } from './run/predictRows.ts';
export type { RunRequest } from './run/RunRequest.ts';
export { loadTask, parseTaskName, TASK_NAMES, type TaskName, type TaskSource } from './run/TaskSource.ts';
export { type TaskPlan, taskPlan } from './run/taskPlan.ts';
export { type RunHooks, type RunProgress, trainRun } from './run/trainRun.ts';
export { type Interval, studentInterval } from './statistics/studentInterval.ts';
export { writeStudy } from './store/writeStudy.ts';
