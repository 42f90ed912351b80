import type { ExecutedRun } from '../RunRecord.ts';
import type { TrialRequest } from '../trial/TrialRequest.ts';

/** Stores a run before anybody goes on with it. */
export type KeepRun = (run: ExecutedRun) => Promise<void>;

/** Runs requests, several at a time if it can; each starts when there is room. */
export interface Executor {
  /** How many runs go on at the same time. */
  readonly jobs: number;
  /** Makes ready what runs will need, while nothing runs yet. */
  start(): void;
  /**
   * Runs a request and hands the result to `keep`, which stores it. One that the machine failed to run has the status `lost`.
   *
   * @throws LosskitError `interrupted` after the signal given to the executor aborted; what the task is refused for.
   */
  run(request: TrialRequest, keep: KeepRun): Promise<ExecutedRun>;
  /** Frees processes; running requests fail as interrupted. */
  close(): Promise<void>;
}
