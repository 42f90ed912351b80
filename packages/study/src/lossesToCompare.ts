import { ArgumentRangeError, LosskitError } from '@losskit/errors';
import {
  type GivenLoss,
  isLossGroup,
  type LossGroup,
  lossesOfGroup,
  type Task,
  type TaskLoss,
  taskLoss,
} from '@losskit/tasks';

/** A loss to compare in any of its forms, or a word for several. */
export type AskedLoss = GivenLoss | LossGroup;

/** What was asked for: groups as they are, losses read once. */
export type ReadLoss = LossGroup | TaskLoss;

/** Reads losses before any data are loaded: a mistyped name should not wait for a thousand photographs. */
export function readLosses(asked: readonly AskedLoss[]): readonly ReadLoss[] {
  const read = asked.map((one) => (isLossGroup(one) ? one : taskLoss(one)));
  const own = read.filter((one) => typeof one === 'object' && one.own !== undefined);
  for (const one of own) {
    if (
      typeof one === 'object' &&
      own.some((other) => typeof other === 'object' && other.name === one.name && other.own !== one.own)
    ) {
      throw new ArgumentRangeError(
        `losses: expected functions of different names, got two called '${one.name}'.`,
      );
    }
  }
  return read;
}

/** The losses that were asked for and fit the task, each once. A task's own losses go by their names, too. */
export function lossesOf(task: Task, asked: readonly ReadLoss[]): readonly TaskLoss[] {
  const fitting = asked
    .flatMap((one) => (isLossGroup(one) ? lossesOfGroup(one, task) : [one]))
    .filter((loss) => task.fits(loss));
  return [...new Map(fitting.map((loss) => [loss.name, loss])).values()];
}

function nameOf(asked: ReadLoss): string {
  return typeof asked === 'string' ? asked : asked.name;
}

/** Every loss needs a task that it fits, and every task a loss. @throws LosskitError `option-invalid`. */
export function checkLosses(tasks: readonly Task[], asked: readonly ReadLoss[]): void {
  const described = (task: Task) => `${task.name} (${task.kind})`;
  const unfit = asked.find((one) => !isLossGroup(one) && !tasks.some((task) => task.fits(one)));
  if (unfit !== undefined)
    throw unfitError(`losses that fit ${tasks.map(described).join(' or ')}`, nameOf(unfit), tasks);
  const bare = tasks.find((task) => lossesOf(task, asked).length === 0);
  if (bare) {
    throw unfitError(`at least one loss that fits ${described(bare)}`, asked.map(nameOf).join(', '), [bare]);
  }
}

function unfitError(what: string, got: string, tasks: readonly Task[]): LosskitError {
  const fitting = [
    ...new Set(tasks.flatMap((task) => lossesOfGroup('common', task).map(({ name }) => name))),
  ];
  const examples = fitting.slice(0, 4).join(', ');
  const message = `losses: expected ${what}, such as ${examples}, got '${got}'; losskit list shows which fit.`;
  return new LosskitError('option-invalid', message);
}
