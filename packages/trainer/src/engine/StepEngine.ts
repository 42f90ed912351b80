import type { AnyBatch } from '../model/Batch.ts';
import type { NamedTensors } from '../model/NamedTensors.ts';
import type { StepForward } from '../step/trainingStep.ts';
import type { Norms } from './norms.ts';
import type { StepLosses } from './StepLosses.ts';

/** A batch that a step waits for. */
export interface StepBatch {
  /** Types and shapes of its parts, as text that is the same for batches of the same. */
  readonly shape: string;
  /** Its rows among those that its source keeps; undefined where it comes as tensors. */
  readonly rows: Uint32Array | undefined;
  /** Its tensors, which live until it is disposed. */
  tensors(): AnyBatch;
  dispose(): void;
}

/** A step to take: all that changes from step to step. */
export interface StepRequest {
  /** Counted from 0. */
  readonly step: number;
  readonly batch: StepBatch;
  readonly learningRate: number;
  readonly momentum: number | undefined;
  /** Whether to measure gradients, weights and updates. */
  readonly squaredNorms: boolean;
}

/** What a read gives of the steps since the last one. */
export interface StepsRead {
  readonly losses: readonly StepLosses[];
  /** Of the last step, where it measured them. */
  readonly norms: Norms | undefined;
  /** Whether all losses and all weights are finite. */
  readonly finite: boolean;
  /** The first variable that holds a number that is not finite. */
  readonly brokenVariable: string | undefined;
}

/** Model and optimizer state at one step. */
export interface SavedState {
  /** Puts them back. */
  restore(): void;
  dispose(): void;
}

/** Which of the engines takes the steps. */
export type EngineName = 'eager' | 'compiled';

/** Takes steps, one by one or many at once, and holds the state that they change. */
export interface StepEngine {
  readonly name: EngineName;
  /** Steps that it takes at once, at most. */
  readonly chunk: number;
  /**
   * Makes itself ready for batches.
   *
   * @param step - Of the first of them, counted from 0.
   * @throws UnsupportedError where it cannot take their steps.
   */
  prepare(batches: readonly StepBatch[], step: number): Promise<void>;
  /**
   * Takes steps that follow each other. Nothing is read.
   *
   * @param inspect - Looks at the first.
   */
  take(requests: readonly StepRequest[], inspect?: (forward: StepForward) => void): void;
  /** Reads the steps since the last read, and looks whether all is finite. */
  read(): Promise<StepsRead>;
  save(): SavedState;
  /** Gives the model's variables their numbers, for others to look at. */
  publish(): void;
  /** Takes up what others have assigned to the model's variables since they were published. */
  adopt(): void;
  /** The optimizer's state as tensors, which live until the next step. */
  optimizerState(): NamedTensors;
  dispose(): void;
}
