import type { Progress } from '@losskit/trainer';

/** Which step trains a task, and why it is not a compiled one: `fruit: the step is compiled`. */
export function describeEngine(
  task: string,
  engine: Progress['engine'],
  eagerReason: string | undefined,
): string {
  if (engine === 'compiled') return `${task}: the step is compiled`;
  const reason = eagerReason === undefined ? '' : `, because ${eagerReason}`;
  return `${task}: the step runs kernel by kernel${reason}`;
}
