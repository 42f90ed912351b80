import type { Executor } from './execute/Executor.ts';
import type { ProgressMeter } from './progressMeter.ts';
import type { ExecutedRun } from './RunRecord.ts';
import type { RunStore } from './store/RunStore.ts';
import type { TaskComparison } from './TaskComparison.ts';
import type { TrialRequest } from './trial/TrialRequest.ts';
import { type RunOf, trialRequest } from './trialRequest.ts';

/** The runs of one task; what is in the store is not run again. */
export interface TaskRuns {
  /** For its score on the validation part. */
  run(what: RunOf): Promise<ExecutedRun>;
  /** Until it has converged, where the model is linear; then evaluated by other losses. */
  runToTheEnd(what: RunOf, evaluateBy: readonly string[]): Promise<ExecutedRun>;
  /** Says how many runs more, or fewer, there will be than was said before. */
  expect(more: number): void;
}

/** Opens the runs of a task. @throws LosskitError from every run after one that failed for what concerns them all. */
export function taskRuns(
  comparison: TaskComparison,
  executor: Executor,
  meter: ProgressMeter,
  store: RunStore | undefined,
): TaskRuns {
  const { task, plan } = comparison;
  let expected = 0;
  let failure: unknown;

  async function execute(request: TrialRequest): Promise<ExecutedRun> {
    // What the data or the model are refused for, all other runs would be refused for as well.
    if (failure !== undefined) throw failure;
    const stored = await store?.find(request);
    if (stored) {
      meter.finished(stored.record, stored.seconds);
      return stored;
    }
    try {
      return await executor.run(request, async (executed) => {
        // What was lost is to be run when the comparison goes on.
        if (executed.record.status !== 'lost') await store?.save(request, executed);
        meter.finished(executed.record, executed.seconds);
      });
    } catch (error) {
      failure ??= error;
      throw error;
    }
  }

  const runs: TaskRuns = {
    run: (what) => execute(trialRequest(comparison, what)),
    async runToTheEnd(what, evaluateBy) {
      const request: TrialRequest = {
        ...trialRequest(comparison, what),
        purpose: 'verdict',
        pictures: what.seed === 0,
        evaluateBy,
      };
      let executed = await execute(request);
      for (let passes = 2; passes <= plan.maxPasses && executed.record.converged === false; passes *= 2) {
        runs.expect(1);
        executed = await execute({ ...request, epochs: passes * plan.epochs });
      }
      return executed;
    },
    expect(more) {
      expected += more;
      meter.plan(task.name, expected);
    },
  };
  return runs;
}
