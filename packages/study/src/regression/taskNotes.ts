import type { Comparison, TaskResult } from '../result.ts';
import type { EarlierComparison, EarlierTask } from './earlierComparison.ts';
import { isSameData } from './isSameData.ts';

/** Settings of training that a result depends on, beside the loss and what was searched for it. */
const SETTINGS = [
  'model',
  'optimizer',
  'schedule',
  'batchSize',
  'epochs',
  'learningRates',
  'backend',
] as const;

/** That a task is missing, and why where that is known. */
export function missingTask(name: string, { problems = [] }: Comparison): string {
  const problem = problems.find(({ task }) => task === name);
  return `${name} was compared then and is missing now${problem ? `: ${problem.message}` : '.'}`;
}

type RankedTask = Pick<TaskResult, 'task' | 'metric' | 'higherIsBetter'>;

export function isRankedAlike(before: RankedTask, task: RankedTask): boolean {
  return before.metric === task.metric && before.higherIsBetter === task.higherIsBetter;
}

function rankedBy({ metric, higherIsBetter }: RankedTask): string {
  return `${metric} (${higherIsBetter ? 'higher' : 'lower'} is better)`;
}

/** That a task has other rankings then and now. */
export function otherRanking(before: RankedTask, task: RankedTask): string {
  return `${task.task} cannot be compared: it was ranked by ${rankedBy(before)} then, and is ranked by ${rankedBy(task)} now.`;
}

function changedSettings(name: string, earlier: EarlierComparison, now: Comparison): readonly string[] {
  const before = earlier.config.tasks.find(({ task }) => task === name);
  const after = now.config.tasks.find(({ task }) => task === name);
  if (!before || !after) return [];
  return SETTINGS.filter((setting) => JSON.stringify(before[setting]) !== JSON.stringify(after[setting]));
}

/** What must be known of a task that is compared: losses that are missing, other data, other settings. */
export function reservations(
  before: EarlierTask,
  task: TaskResult,
  earlier: EarlierComparison,
  now: Comparison,
): readonly string[] {
  const present = new Set(task.results.map(({ loss }) => loss));
  const missing = before.results.map(({ loss }) => loss).filter((loss) => !present.has(loss));
  const changed = changedSettings(before.task, earlier, now);
  return [
    ...(missing.length > 0
      ? [`${before.task} was compared with losses then that are missing now: ${missing.join(', ')}.`]
      : []),
    ...(isSameData(task, before)
      ? []
      : [
          `${before.task} has other data than then: seeds cannot be paired, and small differences not be told.`,
        ]),
    ...(changed.length > 0
      ? [`${before.task} was trained otherwise then, which can cause a difference: ${changed.join(', ')}.`]
      : []),
  ];
}
