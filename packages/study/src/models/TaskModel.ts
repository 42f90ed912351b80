import type { Model } from '@losskit/trainer';

/** A model for a task: fresh weights from the seed, and a description for the report. */
export interface TaskModel {
  readonly description: string;
  readonly create: (seed: number) => Model;
}
