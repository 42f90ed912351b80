import type { Trial } from '../trial/Trial.ts';
import type { TrialRequest } from '../trial/TrialRequest.ts';
import { comparisonStopped } from './comparisonStopped.ts';
import type { LocalExecutor } from './Executor.ts';
import { executeTrial } from './executeTrial.ts';

/**
 * Runs one request after the other in this process, each when the one before is kept: stopping never loses more than one.
 *
 * @param find - What a request stands for here.
 */
export function inProcess(find: (request: TrialRequest) => Trial, signal?: AbortSignal): LocalExecutor {
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;
  return {
    jobs: 1,
    start() {},
    run(request, keep) {
      const next = last.then(async () => {
        const executed =
          closed || signal?.aborted ? undefined : await executeTrial(find(request), request, signal);
        if (!executed || executed.record.status === 'stopped') {
          throw comparisonStopped();
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
