import type { LossDeclaration } from '@losskit/losses/contract';
import { lossExpression } from '@losskit/losses/expression';
import { allLosses, findLoss } from '@losskit/losses/registry';

import { KINDS } from './kinds/index.ts';
import type { Task } from './Task.ts';
import { type TaskLoss, taskLoss } from './TaskLoss.ts';

/** The words that stand for several losses: the task's own or common ones, and every one that fits the models of its kind. */
export const LOSS_GROUPS = ['common', 'all'] as const;
export type LossGroup = (typeof LOSS_GROUPS)[number];

/** Whether a word names a group of losses. */
export function isLossGroup(word: unknown): word is LossGroup {
  return LOSS_GROUPS.some((group) => group === word);
}

const penalties = allLosses.filter(({ declaration }) => declaration.family === 'penalty');

/** Both penalties on top of the kind's standard loss, as they are used. */
function penalized(standardLoss: string): TaskLoss[] {
  return penalties.map((penalty) => taskLoss(lossExpression(findLoss(standardLoss), [penalty])));
}

/** The losses of a kind of target that most people choose between. */
export function standardLosses(kind: {
  readonly commonLosses: readonly string[];
  readonly standardLoss: string;
}): readonly TaskLoss[] {
  return [...kind.commonLosses.map(taskLoss), ...penalized(kind.standardLoss)];
}

/** The losses of a group on a task. */
export function lossesOfGroup(
  group: LossGroup,
  task: Pick<Task, 'kind' | 'losses' | 'fits' | 'standardLoss'>,
): readonly TaskLoss[] {
  if (group === 'common') return task.losses;
  const { needsOtherOutputs } = KINDS[task.kind];
  const isMeant = (declaration: LossDeclaration) =>
    declaration.family !== 'penalty' && needsOtherOutputs?.(declaration) !== true;
  const all = allLosses.filter(({ declaration }) => isMeant(declaration)).map((loss) => taskLoss(loss));
  return [...all.filter(task.fits), ...penalized(task.standardLoss)];
}
