import type { BackendName } from '@losskit/backends';

import type { TaskSource } from './TaskSource.ts';

/** One training run, as plain data. The same request gives the same record. */
export interface RunRequest {
  readonly source: TaskSource;
  /** A loss, possibly with penalties: `huber`, `crossEntropy+l2Penalty`. */
  readonly loss: string;
  /** Decides split, initial weights and batch order; the same for every loss. */
  readonly seed: number;
  readonly learningRate: number;
  readonly backend: BackendName;
  /** Passes over the training part. Default: the task's plan. */
  readonly epochs?: number | undefined;
  /** Whether the record keeps pictures that were misclassified. */
  readonly keepPictures: boolean;
}
