import type { PreparedBackend } from '@losskit/backends';

/** Where a task is trained, and why there: `fruit: backend wasm, the fastest here for a dense model`. */
export function describeChoice(task: string, { name, reason }: PreparedBackend): string {
  return `${task}: backend ${name}, ${reason}`;
}
