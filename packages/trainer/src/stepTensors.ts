import * as tf from '@tensorflow/tfjs-core';

import type { NamedTensors } from './Model.ts';
import type { StepResult } from './trainingStep.ts';

/** Frees the old slots after a step; a transform may hand one on as it is. */
export function disposeReplaced(before: NamedTensors, after: NamedTensors): void {
  const kept = new Set(Object.values(after));
  for (const slot of Object.values(before)) if (!kept.has(slot)) slot.dispose();
}

/** Frees what a step gave beside slots; the weight of the batch itself is not its. */
export function disposeLosses({ loss, terms, penalty, squaredNorms }: Omit<StepResult, 'slots'>): void {
  const parts = terms.flatMap(({ value, weight }) => [value, weight]);
  tf.dispose([loss, penalty, squaredNorms, ...parts].filter((part) => part instanceof tf.Tensor));
}
