import { LosskitError } from '@losskit/errors';

import type { Executor } from './Executor.ts';
import { executeRun } from './executeRun.ts';

/** Runs one request after the other in this process. */
export function inProcess(signal?: AbortSignal): Executor {
  let last: Promise<unknown> = Promise.resolve();
  return {
    jobs: 1,
    run(request) {
      const next = last.then(() => {
        if (signal?.aborted) throw new LosskitError('interrupted', 'compare: stopped.');
        return executeRun(request, signal);
      });
      last = next.catch(() => {});
      return next;
    },
    close: async () => {},
  };
}
