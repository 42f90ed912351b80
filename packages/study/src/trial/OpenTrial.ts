import type { PreparedBackend } from '@losskit/backends';
import type { NamedVariables, Progress, TrainingWarning } from '@losskit/trainer';

import type { CurvePoint, RunRecord } from '../RunRecord.ts';
import type { CheckpointedRun, Checkpointing } from './checkpointedRun.ts';
import type { PreparedTrial } from './prepareTrial.ts';
import type { Trial } from './Trial.ts';
import type { TrialRequest } from './TrialRequest.ts';

/** How a run is made, reports what it does, and is stopped: what decides none of its numbers. */
export interface RunHooks {
  /** Called once with the backend that was chosen. */
  readonly onBackend?: (backend: PreparedBackend) => void;
  /** Called with the step that runs, and why it is not compiled where it was to be; again where that changes. */
  readonly onEngine?: (engine: Progress['engine'], eagerReason: string | undefined) => void;
  /** Called at every point of the curve, after the run was saved. */
  readonly onProgress?: (progress: RunProgress) => void;
  /** Called with the variables of the trained model, and what it has beside these, before they are disposed. */
  readonly onFinished?: (variables: NamedVariables, nonTrainable: NamedVariables) => Promise<void>;
  /** Threads that share a compiled step; they decide no bits. Default 1. */
  readonly threads?: 1 | 2 | undefined;
  /** Stops the run after the current step. */
  readonly signal?: AbortSignal | undefined;
  /** Saves the run as it goes. Default: it is not saved. */
  readonly checkpointing?: Checkpointing | undefined;
}

/** How far a run is. */
export interface RunProgress {
  readonly step: number;
  readonly steps: number;
  readonly loss: number;
  /** The newest checkpoint, where the run is saved. */
  readonly checkpoint: string | undefined;
}

/** What training came to. */
export interface Trained {
  readonly done: number;
  readonly engine: RunRecord['engine'];
  readonly eagerReason: string | undefined;
  readonly warnings: readonly TrainingWarning[];
  readonly curve: readonly CurvePoint[];
  readonly exact: RunRecord['exact'];
  readonly converged: boolean | null;
}

/** A run under way: what its loop needs. */
export interface OpenTrial {
  readonly trial: PreparedTrial;
  readonly request: TrialRequest;
  readonly training: Trial['training'];
  readonly evaluateBy: Trial['evaluateBy'];
  readonly hooks: RunHooks;
  readonly steps: number;
  readonly saved: CheckpointedRun | undefined;
}
