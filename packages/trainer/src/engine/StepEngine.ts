import type { AnyBatch } from '../model/Batch.ts';
import type { NamedTensors } from '../model/NamedTensors.ts';
import type { StepForward } from '../step/trainingStep.ts';
import type { BatchFunction, Evaluator } from './Evaluator.ts';
import type { Norms } from './norms.ts';
import type { RowBatches } from './RowBatches.ts';
import type { StepLosses } from './StepLosses.ts';

/** Batches of one shape, for steps that follow each other. */
export interface StepBatches {
  /** How many, at least one. */
  readonly count: number;
  /** Types and shapes of their parts, as text that is the same for batches of the same. */
  readonly shape: string;
  /** The rows of each among those that the source keeps; undefined where they come as tensors. */
  readonly rows: readonly Uint32Array[] | undefined;
  /** The tensors of one of them, which live until all are disposed. */
  tensors(index: number): AnyBatch;
  dispose(): void;
}

/** Steps to take that follow each other: all that changes from step to step. */
export interface StepRequest {
  /** The first, counted from 0. */
  readonly step: number;
  readonly batches: StepBatches;
  /** Of each step. */
  readonly learningRates: readonly number[];
  /** Of each step, where the optimizer has it. */
  readonly momenta: readonly number[] | undefined;
  /** Whether to measure gradients, weights and updates of the last step. */
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
  prepare(batches: readonly StepBatches[], step: number): Promise<void>;
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
  /**
   * Opens an evaluation of batches with the weights as they are at each; it ends with this engine.
   *
   * @param source - Where the batches come from, where their rows stay in memory.
   */
  evaluator<Facts>(compute: BatchFunction<Facts>, source: RowBatches | undefined): Evaluator<Facts>;
  dispose(): void;
}
