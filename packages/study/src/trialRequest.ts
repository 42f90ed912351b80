import type { TaskLoss } from '@losskit/tasks';

import type { TaskComparison } from './TaskComparison.ts';
import type { TrialRequest } from './trial/TrialRequest.ts';

/** A loss, a learning rate and a seed. */
export interface RunOf {
  readonly loss: TaskLoss;
  readonly learningRate: number;
  readonly seed: number;
}

/** The request of one run of a comparison, for its score after the planned number of passes. */
export function trialRequest(
  { task, reference, plan, backend, compile }: TaskComparison,
  { loss, learningRate, seed }: RunOf,
): TrialRequest {
  return {
    task: task.name,
    reference,
    loss: loss.name,
    seed,
    learningRate,
    backend,
    compile,
    workload: plan.workload,
    batchSize: plan.batchSize,
    epochs: plan.epochs,
    rowShapes: plan.rowShapes,
    purpose: 'score',
    pictures: false,
    evaluateBy: [],
  };
}
