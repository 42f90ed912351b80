import { availableParallelism } from 'node:os';

import { type SecondThread, useSecondThread } from './SecondThread.ts';

/** The second thread, or why it can't be had. */
export function startSecondThread(): SecondThread | string {
  if (availableParallelism() < 2) return 'there is one core for it';
  try {
    return useSecondThread();
  } catch (error) {
    return `the system gives no second one (${error instanceof Error ? error.message : String(error)})`;
  }
}
