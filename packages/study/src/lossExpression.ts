import { LosskitError } from '@losskit/errors';
import type { AnyLoss, LossDeclaration } from '@losskit/losses/contract';
import { allLosses, findLoss } from '@losskit/losses/registry';

/** A loss with penalties added to it, as `--losses` names it: `meanSquaredError+l2Penalty`. */
export interface LossExpression {
  /** Full names, joined by `+`. */
  readonly name: string;
  readonly loss: AnyLoss;
  readonly penalties: readonly AnyLoss[];
}

export type TaskKind = 'regression' | 'classification';

/** As {@link findLoss}, for a name that a user typed. */
function lossNamed(name: string): AnyLoss {
  try {
    return findLoss(name);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new LosskitError('name-unknown', cause.message, {}, { cause });
  }
}

const isPenalty = ({ declaration }: AnyLoss): boolean => declaration.family === 'penalty';

/**
 * Reads a loss by name or alias, with any number of penalties: `mse`, `crossEntropy+l2Penalty`.
 *
 * @throws LosskitError `name-unknown` for a name that does not exist, with the nearest; `option-invalid` when the first
 *   is a penalty or a later one is none.
 */
export function parseLoss(text: string): LossExpression {
  const [loss, ...penalties] = text.split('+').map((name) => lossNamed(name.trim()));
  if (!loss) throw new LosskitError('name-unknown', `losses: expected the name of a loss, got '${text}'.`);
  if (isPenalty(loss)) {
    throw new LosskitError(
      'option-invalid',
      `losses: expected a loss before the penalty, as in meanSquaredError+${loss.declaration.name}, got '${text}'.`,
    );
  }
  const wrong = penalties.find((penalty) => !isPenalty(penalty));
  if (wrong) {
    throw new LosskitError(
      'option-invalid',
      `losses: expected a penalty after '+', got '${wrong.declaration.name}'; one model has one loss.`,
    );
  }
  return { name: [loss, ...penalties].map(({ declaration }) => declaration.name).join('+'), loss, penalties };
}

/** Targets that class ids or one-hot rows can stand for; a sign, a count or an observation is something else. */
const CLASSIFIER_TARGETS = new Set<LossDeclaration['target']>([
  'values',
  'vectors',
  'binary',
  'classes',
  'label sets',
  'distributions',
]);

/** Whether a loss can train a model of this kind of task, which gives it one prediction per target. */
export function fitsTask({ loss }: LossExpression, kind: TaskKind): boolean {
  const { target, layout } = loss.declaration;
  if (layout.inputs.length !== 2) return false;
  return kind === 'regression' ? target === 'values' : CLASSIFIER_TARGETS.has(target);
}

/** The losses that most people choose between, so that a comparison by default takes a minute and not an hour. */
const COMMON_LOSSES = [
  'meanSquaredError',
  'halfSquaredError',
  'meanAbsoluteError',
  'huber',
  'smoothL1',
  'crossEntropy',
  'nll',
  'categoricalCrossEntropy',
  'binaryCrossEntropy',
  'binaryCrossEntropyWithLogits',
  'binaryFocal',
  'categoricalFocal',
  'zeroOne',
];

/** The words that stand for several losses. */
export const LOSS_GROUPS = ['common', 'all'] as const;
export type LossGroup = (typeof LOSS_GROUPS)[number];

/** Whether a word names a group of losses. */
export function isLossGroup(word: string): word is LossGroup {
  return LOSS_GROUPS.some((group) => group === word);
}

/** The losses of a group that fit the task, and the penalties on top of the task's standard loss. */
export function lossesOfGroup(group: LossGroup, kind: TaskKind): LossExpression[] {
  const standard = kind === 'regression' ? 'meanSquaredError' : 'crossEntropy';
  const names =
    group === 'common'
      ? COMMON_LOSSES
      : allLosses.filter((loss) => !isPenalty(loss)).map(({ declaration }) => declaration.name);
  const penalties = allLosses.filter(isPenalty).map(({ declaration }) => `${standard}+${declaration.name}`);
  return [...names, ...penalties].map(parseLoss).filter((expression) => fitsTask(expression, kind));
}
