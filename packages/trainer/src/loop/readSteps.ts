import * as tf from '@tensorflow/tfjs-core';

import { mapNamed, type NamedTensors } from '../model/NamedTensors.ts';
import { firstOfNamed } from '../step/nonFiniteError.ts';
import { type Norms, readNorms } from './norms.ts';
import type { PendingStep } from './Run.ts';
import { readScalars } from './readScalars.ts';
import type { StepLosses } from './StepLosses.ts';

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

function scalarsOf({ loss, terms, penalty }: PendingStep): (tf.Tensor | number)[] {
  return [loss, ...(penalty ? [penalty] : []), ...terms.flatMap(({ value, weight }) => [value, weight])];
}

/** Reads steps and looks whether all is finite. One wait for the device; nothing is decided. */
export async function readSteps(steps: readonly PendingStep[], variables: NamedTensors): Promise<StepsRead> {
  // A sum is not finite where an element isn't; one that overflows by itself is told apart by looking at the
  // elements.
  const sums = tf.tidy(() => mapNamed(variables, (variable) => tf.sum(variable)));
  try {
    const scalars = steps.flatMap(scalarsOf).filter((scalar) => scalar instanceof tf.Tensor);
    const numberOf = await readScalars([...scalars, ...Object.values(sums)]);
    const losses = steps.map(({ loss, terms, penalty }) => ({
      total: numberOf(loss),
      terms: terms.map(({ value, weight }) => ({ value: numberOf(value), weight: numberOf(weight) })),
      penalty: numberOf(penalty ?? 0),
    }));
    const squaredNorms = steps.at(-1)?.squaredNorms;
    const norms = squaredNorms && (await readNorms(squaredNorms, Object.keys(variables)));
    const suspects = Object.keys(variables).filter((name) => !Number.isFinite(numberOf(sums[name] ?? 0)));
    const brokenVariable = (await firstOfNamed(variables, suspects))?.name;
    const finite = brokenVariable === undefined && losses.every(({ total }) => Number.isFinite(total));
    return { losses, norms, finite, brokenVariable };
  } finally {
    tf.dispose(sums);
  }
}
