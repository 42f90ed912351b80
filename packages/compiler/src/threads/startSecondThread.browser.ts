import type { SecondThread } from './SecondThread.ts';

/** Why a browser has no second thread: Node's looks for messages while it waits for work, and workers of browsers can't. */
export function startSecondThread(): SecondThread | string {
  return 'browsers run compiled steps on one';
}
