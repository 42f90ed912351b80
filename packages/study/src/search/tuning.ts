import { ArgumentRangeError, isArgumentError, withNearestName } from '@losskit/errors';
import { lossExpression } from '@losskit/losses/expression';
import { type TaskLoss, taskLoss } from '@losskit/tasks';

/** Values of a loss's options that are tried, by loss and option: `{ huber: { delta: [0.05, 0.2, 1] } }`. */
export type Tuning = Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;

/** Every choice of one value per option. */
function choicesOf(options: Readonly<Record<string, readonly number[]>>): Record<string, number>[] {
  return Object.entries(options).reduce<Record<string, number>[]>(
    (choices, [option, values]) =>
      choices.flatMap((choice) => values.map((value) => ({ ...choice, [option]: value }))),
    [{}],
  );
}

function withOptions(loss: TaskLoss, choice: Readonly<Record<string, number>>): TaskLoss {
  if (!loss.declared) return loss;
  try {
    return taskLoss(lossExpression(loss.declared.with(choice), loss.penalties));
  } catch (error) {
    if (!isArgumentError(error)) throw error;
    throw new ArgumentRangeError(`compare: tune: ${error.message}`);
  }
}

function checkOptionsOf(loss: TaskLoss, options: Readonly<Record<string, readonly number[]>>): void {
  if (!loss.declared) {
    throw new ArgumentRangeError(`compare: expected tune to name a loss of losskit, got '${loss.name}'.`);
  }
  const known = Object.keys(loss.declared.declaration.options);
  for (const [option, values] of Object.entries(options)) {
    if (!known.includes(option)) {
      throw new ArgumentRangeError(
        `compare: expected tune to name an option of ${loss.name}, ${known.length > 0 ? known.join(', ') : 'which has none'}, got ${withNearestName(option, known)}.`,
      );
    }
    if (values.length === 0 || values.some((value) => typeof value !== 'number' || Number.isNaN(value))) {
      throw new ArgumentRangeError(
        `compare: expected tune to give ${loss.name}.${option} numbers, got [${values}].`,
      );
    }
  }
}

/** A loss to compare, and in which forms: one, or one for each choice of the options that are tuned. */
export interface TunedLoss {
  readonly loss: TaskLoss;
  readonly variants: readonly TaskLoss[];
}

/**
 * The losses of a comparison with what is tuned of them.
 *
 * @throws ArgumentRangeError for a loss that is not compared, an option that it does not have, values that it cannot take, and a
 *   form that is compared by itself as well.
 */
export function tunedLosses(losses: readonly TaskLoss[], tuning: Tuning): readonly TunedLoss[] {
  const byName = new Map(Object.entries(tuning).map(([name, options]) => [taskLoss(name).name, options]));
  return losses.map((loss) => {
    const options = byName.get(loss.name);
    if (!options) return { loss, variants: [loss] };
    checkOptionsOf(loss, options);
    const made = choicesOf(options).map((choice) => withOptions(loss, choice));
    const variants = [...new Map(made.map((one) => [one.name, one])).values()];
    const twice = losses.find((other) => other !== loss && variants.some(({ name }) => name === other.name));
    if (twice) {
      throw new ArgumentRangeError(
        `compare: expected ${twice.name} to be either compared or one of the values that tune tries for ${loss.name}, got both.`,
      );
    }
    return { loss, variants };
  });
}

/** Refuses tuning of a loss that no task has. */
export function checkTuning(losses: readonly TaskLoss[], tuning: Tuning): void {
  const known = losses.map(({ name }) => name);
  for (const name of Object.keys(tuning)) {
    if (known.includes(taskLoss(name).name)) continue;
    throw new ArgumentRangeError(
      `compare: expected tune to name a loss that is compared, ${known.join(', ')}, got ${withNearestName(name, known)}.`,
    );
  }
}
