import { LosskitError } from '@losskit/errors';

import type { Executor } from './Executor.ts';
import { executeRun } from './executeRun.ts';

/** Runs one request after the other in this process. */
export function inProcess(signal?: AbortSignal): Executor {
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;
  return {
    jobs: 1,
    run(request) {
      const next = last.then(async () => {
        const executed = closed || signal?.aborted ? undefined : await executeRun(request, signal);
        if (executed && executed.record.status !== 'stopped') return executed;
        throw new LosskitError('interrupted', 'compare: stopped.');
      });
      last = next.catch(() => {});
      return next;
    },
    async close() {
      closed = true;
      await last;
    },
  };
}
