import { ArgumentRangeError, rangeError } from '@losskit/errors';
import { randomStream } from '@losskit/random';

import type { Task } from '../Task.ts';
import type { TaskData } from '../TaskData.ts';
import { STRESS_KINDS, STRESS_NAMES, type Stress, type StressName } from './Stress.ts';

/** How a task is called at a level, as `linear outliers=0.05`. */
export function stressedName(task: string, { kind, level }: Stress): string {
  return `${task} ${kind}=${level}`;
}

/** Seeds of a task whose clean data are kept for its other levels. */
const MOST_SEEDS = 16;
const clean = new WeakMap<Task, Map<number, Promise<TaskData>>>();

/** The clean data of a seed, which all levels share. */
function cleanData(task: Task, seed: number): Promise<TaskData> {
  const seeds = clean.get(task) ?? new Map<number, Promise<TaskData>>();
  clean.set(task, seeds);
  const known = seeds.get(seed);
  if (known) return known;
  const loading = task.load(seed);
  // What failed may be mended while the process goes on.
  loading.catch(() => seeds.delete(seed));
  seeds.set(seed, loading);
  const [oldest] = seeds.keys();
  if (seeds.size > MOST_SEEDS && oldest !== undefined) seeds.delete(oldest);
  return loading;
}

/** The ways in which training on a task can be made worse. */
export function stressesFor(task: Task): StressName[] {
  return STRESS_NAMES.filter((name) => STRESS_KINDS[name].fits(task.kind));
}

/**
 * A task whose training part is made worse; it is judged on the same clean rows.
 *
 * What is worse at one level is worse at every higher one as well, and each seed has the same at every loss: differences between levels
 * are paired.
 *
 * @throws RangeError for a way that doesn't fit the kind of target, or more samples than there are.
 */
export function stressedTask(task: Task, stress: Stress): Task {
  const { kind, level } = stress;
  const { fits, apply } = STRESS_KINDS[kind];
  if (!fits(task.kind)) {
    throw new ArgumentRangeError(
      `stress: expected ${stressesFor(task).join(' or ')} for ${task.name} (${task.kind}), got ${kind}.`,
    );
  }
  const name = stressedName(task.name, stress);
  return {
    ...task,
    name,
    reference: task.reference && { from: 'stress', name, task: task.reference, kind, level },
    async load(seed) {
      const data = await cleanData(task, seed);
      if (kind === 'samples' && level > data.train.rows) {
        throw rangeError(`stress of ${task.name}`, `at most ${data.train.rows} samples`, level);
      }
      const stream = randomStream(seed, `stress ${kind}`);
      return { ...data, train: apply(data.train, level, stream, task.shapeOf(data)) };
    },
  };
}
