import type { LosskitError } from '@losskit/errors';
import type { Norms } from '../engine/norms.ts';
import type { EngineName } from '../engine/StepEngine.ts';
import type { MeanLoss } from '../engine/StepLosses.ts';
import type { Named } from '../model/Named.ts';
import type { TrainingWarning } from '../step/TrainingWarning.ts';
import type { History, HistoryColumn } from './history.ts';
import type { TrainingState } from './TrainingState.ts';
import type { ValidationValues } from './ValidationValues.ts';

/** Why training ended. */
export type StopReason =
  | 'batches ended'
  | 'steps'
  | 'epochs'
  | 'time'
  | 'early stopping'
  | 'not finite'
  | 'aborted';

/** What is reported at a read of the loss. */
export interface Progress<TermName extends string = string, MetricName extends string = string>
  extends MeanLoss {
  /** Steps done so far. */
  readonly step: number;
  /** Epochs done so far, with a fraction, where the batches know them. */
  readonly epoch: number | undefined;
  /**
   * Mean loss of the steps since the last row of the history, each taken before its update, weighted as the
   * rows of their batches are: Σ w·l / Σ w.
   */
  readonly loss: number;
  /** The mean loss of each term by name; empty where there is only one. */
  readonly outputs: Named<TermName, number>;
  /** The loss of each of these steps. */
  readonly losses: readonly number[];
  /** The rate of the last step. */
  readonly learningRate: number;
  /** `loss`, `loss/<output>` and the metrics over the whole validation set, where it was gone through. */
  readonly validation: ValidationValues<TermName, MetricName> | undefined;
  /** Of the last step, where asked for. */
  readonly norms: Norms | undefined;
  /** Steps that were skipped so far. */
  readonly skipped: number;
  /** Which step ran: compiled to a program, or kernel by kernel. */
  readonly engine: EngineName;
  /** Why the step is not compiled, where it was to be; told once, in the first progress after it is known. */
  readonly eagerReason: string | undefined;
  /** What trains, but likely not as it was meant; each told once, most of them in the first progress. */
  readonly warnings: readonly TrainingWarning[];
  /** All that has been reported so far. */
  readonly history: History<HistoryColumn<TermName, MetricName>>;
  /** The step of the best weights so far, where early stopping looks for them. */
  readonly bestStep: number | undefined;
  /** Why this is the last one; undefined while training goes on. */
  readonly stopReason: StopReason | undefined;
  /** What is not finite, where that is the reason. */
  readonly fault: LosskitError | undefined;
  /**
   * All that decides the rest of the run, from here on; to be called before the loop goes on. At the end of
   * training it is the state of a run that would have gone on: a greater budget resumes it to the same bits.
   */
  state(): Promise<TrainingState>;
}
