import * as tf from '@tensorflow/tfjs-core';
import type { TotalLoss } from '../step/totalLoss.ts';
import type { StepLosses } from './StepLosses.ts';

/** A number of each step, by the output of the program that gives it, or the same in all steps. */
export type StepNumber = string | number;

/** Which outputs the losses of a step or of an evaluation are. */
export interface LossNames {
  readonly total: StepNumber;
  readonly terms: readonly { readonly value: StepNumber; readonly weight: StepNumber }[];
  readonly penalty: StepNumber;
}

/** The tensors of a loss by name, each once, and which of them is what. */
export function nameLosses({ total, terms, penalty }: TotalLoss): {
  readonly tensors: Record<string, tf.Tensor>;
  readonly names: LossNames;
} {
  const tensors: Record<string, tf.Tensor> = { total };
  const nameOf = (name: string, value: tf.Tensor | number | undefined): StepNumber => {
    if (value === total) return 'total';
    if (!(value instanceof tf.Tensor)) return value ?? 0;
    tensors[name] = value;
    return name;
  };
  const names: LossNames = {
    total: 'total',
    terms: terms.map(({ value, weight }, index) => ({
      value: nameOf(`term/${index}`, value),
      weight: nameOf(`weight/${index}`, weight),
    })),
    penalty: nameOf('penalty', penalty),
  };
  return { tensors, names };
}

/** The losses as numbers. @param read - The number under a name. */
export function lossesByName(
  { total, terms, penalty }: LossNames,
  read: (name: string) => number,
): StepLosses {
  const numberOf = (name: StepNumber) => (typeof name === 'number' ? name : read(name));
  return {
    total: numberOf(total),
    terms: terms.map(({ value, weight }) => ({ value: numberOf(value), weight: numberOf(weight) })),
    penalty: numberOf(penalty),
  };
}
