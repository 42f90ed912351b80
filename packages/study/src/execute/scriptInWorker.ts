import type { TaskLoss, TrainingOptions } from '@losskit/tasks';

/** What a script's call of `compare` has that no other process can find: its own losses and training. */
export interface OfferedComparison {
  readonly losses: readonly TaskLoss[];
  readonly training: TrainingOptions;
}

/** In a worker process, what waits for the script's comparison. */
interface WorkerScript {
  readonly offered: Promise<OfferedComparison>;
  readonly offer: (comparison: OfferedComparison) => void;
}

// Global, because the script may have another copy of this module.
const KEY = Symbol.for('losskit.workerScript');

function workerScript(): WorkerScript | undefined {
  const found: WorkerScript | undefined = Reflect.get(globalThis, KEY);
  return found;
}

/** Makes this process a worker, in which `compare` hands over what it has instead of comparing. */
export function becomeWorker(): void {
  let offer: WorkerScript['offer'] = () => {};
  const offered = new Promise<OfferedComparison>((resolve) => {
    offer = resolve;
  });
  const script: WorkerScript = { offered, offer };
  Reflect.set(globalThis, KEY, script);
}

/**
 * In a worker process, hands over the script's comparison and never returns, so that the script does not go on there.
 * Elsewhere it does nothing.
 */
export async function offerInWorker(comparison: OfferedComparison): Promise<void> {
  const script = workerScript();
  if (!script) return;
  script.offer(comparison);
  await new Promise<never>(() => {});
}

/** In a worker process, what the script's first comparison has, once it gets there. */
export function offeredComparison(): Promise<OfferedComparison> {
  return workerScript()?.offered ?? new Promise<never>(() => {});
}
