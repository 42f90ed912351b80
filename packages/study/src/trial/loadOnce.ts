import type { Task, TaskData } from '@losskit/tasks';

/** Seeds whose data are kept. Trials of a seed follow each other, and a photograph takes longer to decode than to train on. */
const SEEDS_KEPT = 6;

const loaded = new WeakMap<Task, Map<number, Promise<TaskData>>>();

/** A task's data of a seed, which is made once for all trials of the seed that come soon. */
export function loadOnce(task: Task, seed: number): Promise<TaskData> {
  const seeds = loaded.get(task) ?? new Map<number, Promise<TaskData>>();
  loaded.set(task, seeds);
  const known = seeds.get(seed);
  if (known) return known;
  const loading = task.load(seed);
  seeds.set(seed, loading);
  const [oldest] = seeds.keys();
  if (seeds.size > SEEDS_KEPT && oldest !== undefined) seeds.delete(oldest);
  // A failure is told to everyone who asked, and tried again by the next.
  loading.catch(() => seeds.delete(seed));
  return loading;
}
