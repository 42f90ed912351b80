import type { BatchableRows } from '@losskit/data';
import type { LossFunction, Model } from '@losskit/trainer';

import type { RunRecord } from '../result.ts';

/** A part that metrics are computed on. */
export type EvaluatedPart = 'validation' | 'test';

/**
 * A task, a seed and a loss, made ready to train: what differs between regression and classification lives behind
 * this.
 */
export interface Learner {
  readonly model: Model;
  readonly train: BatchableRows;
  readonly loss: LossFunction;
  /** The panel of metrics on a part, in the data's original units. */
  evaluate(part: EvaluatedPart): Promise<Record<string, number>>;
  /** What the record keeps of the final model: the fitted plane, the confusion matrix, misclassified pictures. */
  describe(): Promise<Pick<RunRecord, 'fit' | 'confusion' | 'misclassified'>>;
}
