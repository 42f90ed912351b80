import * as tf from '@tensorflow/tfjs-core';

import type { NamedTensors } from '../model/NamedTensors.ts';
import type { StepResult } from './trainingStep.ts';

/** Frees the old optimizer state after a step; a transform may hand a tensor on as it is. */
export function disposeReplaced(before: NamedTensors, after: NamedTensors): void {
  const kept = new Set(Object.values(after));
  for (const tensor of Object.values(before)) if (!kept.has(tensor)) tensor.dispose();
}

/** Frees what a step gave beside the optimizer state. */
export function disposeLosses({ loss, terms, penalty, squaredNorms }: Omit<StepResult, 'state'>): void {
  const parts = terms.flatMap(({ value, weight }) => [value, weight]);
  tf.dispose([loss, penalty, squaredNorms, ...parts].filter((part) => part instanceof tf.Tensor));
}
