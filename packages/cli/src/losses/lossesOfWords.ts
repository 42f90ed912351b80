import type { AskedLoss } from '@losskit/study';
import { type GivenLoss, isLossGroup, type Task, type TaskLoss, taskLoss } from '@losskit/tasks';

import { blaming } from './blaming.ts';

/** A task's own losses: functions that only its module has. */
function ownLosses(task: Task): readonly TaskLoss[] {
  return task.losses.filter(({ own }) => own !== undefined);
}

/** A loss that a task's user typed: the task's own by its name, else one of losskit. @throws LosskitError. */
export function lossOfTask(task: Task, text: string): TaskLoss {
  return ownLosses(task).find(({ name }) => name === text) ?? blaming('--loss', () => taskLoss(text));
}

/**
 * The losses to compare: groups, the tasks' own by their names, and those of losskit. @throws LosskitError.
 */
export function lossesOfWords(words: readonly string[], tasks: readonly Task[]): readonly AskedLoss[] {
  const own = tasks.flatMap(ownLosses);
  const asked = words.flatMap((word): readonly AskedLoss[] => {
    if (isLossGroup(word)) return [word];
    const functions = own.filter(({ name }) => name === word).flatMap((loss) => loss.own ?? []);
    return functions.length > 0 ? functions : [word];
  });
  return [...new Set(asked)];
}

/** One loss of a comparison: a task's own by its name, else one of losskit, which is not read here. */
export function lossOfTasks(word: string, tasks: readonly Task[]): GivenLoss {
  return tasks.flatMap(ownLosses).find(({ name }) => name === word)?.own ?? word;
}

/** The task for a comparison with others, whose own losses it does not take for its own. */
export function withoutOthersLosses(task: Task): Task {
  const own = ownLosses(task);
  return {
    ...task,
    fits: (loss) => task.fits(loss) && (loss.own === undefined || own.some((one) => one.own === loss.own)),
  };
}

/**
 * Says what is mistyped in an option before any data are read; what only a module's tasks can tell waits for them.
 */
export function checkLossWords(option: string, words: readonly string[], hasModules: boolean): void {
  if (hasModules) return;
  for (const word of words) if (!isLossGroup(word)) blaming(option, () => taskLoss(word));
}
