import type { BackendName } from '@losskit/backends';
import type { Task, TaskReference } from '@losskit/tasks';
import type { CompilePolicy } from '@losskit/trainer';

import type { TaskPlan } from './planTask.ts';
import type { TunedLoss } from './search/tuning.ts';
import type { Ranking } from './statistics/race.ts';

/** A task with everything that decides how its losses are compared. */
export interface TaskComparison {
  readonly task: Task;
  /** Where worker processes find the task. */
  readonly reference: TaskReference | undefined;
  readonly losses: readonly TunedLoss[];
  readonly plan: TaskPlan;
  readonly seeds: number | 'auto';
  readonly searchSeeds: readonly number[];
  readonly backend: BackendName;
  readonly compile: CompilePolicy;
  readonly confidence: number;
  readonly margin: Ranking['margin'];
  /** Whether it is said why losses differ. */
  readonly explain: boolean;
  /** Name of the loss that the others are compared with as well, where this task has it. */
  readonly baseline: string | undefined;
}
