import { isRows } from '@losskit/data';
import type { Task, TaskData, TaskRows } from '@losskit/tasks';

/** Bytes of data that are kept for the trials to come; a photograph takes longer to decode than to train on. */
const BYTES_KEPT = 2 ** 28;

interface Loaded {
  readonly loading: Promise<TaskData>;
  /** 0 while it is loading. */
  bytes: number;
}

const loaded = new WeakMap<Task, Map<number, Loaded>>();

function bytesOf({ inputs, targets }: TaskRows): number {
  const arrays = [...(isRows(inputs) ? [inputs] : Object.values(inputs)), targets];
  return arrays.reduce((sum, { values }) => sum + values.byteLength, 0);
}

/** Forgets the oldest seeds of a task until the others fit. */
function forgetOldest(seeds: Map<number, Loaded>): void {
  let bytes = [...seeds.values()].reduce((sum, one) => sum + one.bytes, 0);
  for (const [seed, one] of seeds) {
    if (bytes <= BYTES_KEPT || seeds.size === 1) return;
    seeds.delete(seed);
    bytes -= one.bytes;
  }
}

/** A task's data of a seed, which is made once for all trials of the seed that come soon. */
export function loadOnce(task: Task, seed: number): Promise<TaskData> {
  const seeds = loaded.get(task) ?? new Map<number, Loaded>();
  loaded.set(task, seeds);
  const known = seeds.get(seed);
  if (known) return known.loading;
  const one: Loaded = { loading: task.load(seed), bytes: 0 };
  seeds.set(seed, one);
  one.loading.then(
    ({ train, validation, test, more }) => {
      one.bytes = [train, validation, test, ...Object.values(more)].reduce(
        (sum, rows) => sum + bytesOf(rows),
        0,
      );
      forgetOldest(seeds);
    },
    // Everyone who asked is told of a failure, and the next one tries again.
    () => seeds.delete(seed),
  );
  return one.loading;
}
