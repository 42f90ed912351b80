import { LosskitError } from '@losskit/errors';

import type { Executor } from './Executor.ts';
import { executeRun } from './executeRun.ts';

/** Runs one request after the other in this process, each when the one before is kept: stopping never loses more than one. */
export function inProcess(signal?: AbortSignal): Executor {
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;
  return {
    jobs: 1,
    run(request, keep) {
      const next = last.then(async () => {
        const executed = closed || signal?.aborted ? undefined : await executeRun(request, signal);
        if (!executed || executed.record.status === 'stopped') {
          throw new LosskitError('interrupted', 'compare: stopped.');
        }
        await keep(executed);
        return executed;
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
