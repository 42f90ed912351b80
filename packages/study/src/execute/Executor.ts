import type { RunContext } from '../cells/RunContext.ts';
import type { ExecutedRun } from '../RunRecord.ts';
import type { TrialRequest } from '../trial/TrialRequest.ts';

/** Stores a run before anybody goes on with it. */
export type KeepRun = (run: ExecutedRun) => Promise<void>;

/** Runs requests, several at a time if it can; each starts when there is room. */
export interface Executor {
  /** How many runs go on at the same time; it changes where machines come and go. */
  readonly jobs: number;
  /**
   * Runs a request and hands the result to `keep`, which stores it. One that the machine failed to run has the status `lost`.
   *
   * @throws LosskitError `interrupted` after the signal given to the executor aborted; what the task is refused for.
   */
  run(request: TrialRequest, keep: KeepRun): Promise<ExecutedRun>;
  /** Frees processes; running requests fail as interrupted. */
  close(): Promise<void>;
}

/** Runs requests in this process, or in children of it. */
export interface LocalExecutor extends Executor {
  /** Makes ready what runs will need, while nothing runs yet. */
  start(): void;
}

/**
 * Opens an executor for a comparison's runs, once it is known what they depend on and nobody else writes the comparison's folder.
 *
 * @param contexts - One for each task.
 * @param comparison - The sha256 of all that the comparison was asked for: the same when it goes on.
 */
export type OpenExecutor = (
  contexts: readonly RunContext[],
  signal: AbortSignal | undefined,
  comparison: string,
) => Promise<Executor>;
