import * as tf from '@tensorflow/tfjs-core';

import { mapNamed, type NamedTensors } from '../model/NamedTensors.ts';
import { firstOfNamed } from '../step/nonFiniteError.ts';
import { disposeLosses, disposeReplaced } from '../step/stepTensors.ts';
import {
  type StepDefinition,
  type StepForward,
  type StepResult,
  trainingStep,
} from '../step/trainingStep.ts';
import { EagerEvaluator } from './EagerEvaluator.ts';
import type { BatchFunction, Evaluator } from './Evaluator.ts';
import { normsOf } from './norms.ts';
import { readScalars } from './readScalars.ts';
import { aliasAll, disposeSnapshot, restoreModel, snapshotModel } from './Snapshot.ts';
import type { SavedState, StepEngine, StepRequest, StepsRead } from './StepEngine.ts';

/** What a step gave beside the optimizer's state, unread. */
type StepLoss = Omit<StepResult, 'state'>;

function scalarsOf({ loss, terms, penalty }: StepLoss): (tf.Tensor | number)[] {
  return [loss, ...(penalty ? [penalty] : []), ...terms.flatMap(({ value, weight }) => [value, weight])];
}

/** Reads losses and looks whether all is finite. One wait for the device. */
async function readSteps(steps: readonly StepLoss[], variables: NamedTensors): Promise<StepsRead> {
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
    const norms = squaredNorms && normsOf(await squaredNorms.data<'float32'>(), Object.keys(variables));
    const suspects = Object.keys(variables).filter((name) => !Number.isFinite(numberOf(sums[name] ?? 0)));
    const brokenVariable = (await firstOfNamed(variables, suspects))?.name;
    const finite = brokenVariable === undefined && losses.every(({ total }) => Number.isFinite(total));
    return { losses, norms, finite, brokenVariable };
  } finally {
    tf.dispose(sums);
  }
}

/** Takes each step by itself, kernel by kernel; the state is in the model's variables and in tensors. */
export class EagerSteps implements StepEngine {
  readonly name = 'eager';
  readonly chunk = 1;
  readonly #definition: StepDefinition;
  #optimizerState: NamedTensors;
  #unread: StepLoss[] = [];

  /** @param optimizerState - Belongs to this from now on. */
  constructor(definition: StepDefinition, optimizerState: NamedTensors) {
    this.#definition = definition;
    this.#optimizerState = optimizerState;
  }

  async prepare(): Promise<void> {}

  take(requests: readonly StepRequest[], inspect?: (forward: StepForward) => void): void {
    for (const request of requests) {
      for (let index = 0; index < request.batches.count; index++) this.#step(request, index, inspect);
    }
  }

  #step(
    { step, batches, learningRates, momenta, squaredNorms }: StepRequest,
    index: number,
    inspect: ((forward: StepForward) => void) | undefined,
  ): void {
    const learningRate = tf.scalar(learningRates[index] ?? Number.NaN);
    const momentum = momenta && tf.scalar(momenta[index] ?? Number.NaN);
    try {
      const context = {
        step: step + index,
        momentum,
        squaredNorms: squaredNorms && index === batches.count - 1,
        inspect,
      };
      const before = this.#optimizerState;
      const batch = batches.tensors(index);
      const { state, ...loss } = trainingStep(this.#definition, before, batch, learningRate, context);
      disposeReplaced(before, state);
      this.#optimizerState = state;
      this.#unread.push(loss);
    } finally {
      tf.dispose([learningRate, momentum]);
    }
  }

  async read(): Promise<StepsRead> {
    const steps = this.#unread;
    this.#unread = [];
    try {
      return await readSteps(steps, this.#definition.model.variables);
    } finally {
      steps.forEach(disposeLosses);
    }
  }

  save(): SavedState {
    const { model } = this.#definition;
    const saved = snapshotModel(model);
    const optimizerState = aliasAll(this.#optimizerState);
    return {
      restore: () => {
        restoreModel(model, saved);
        this.#forget();
        tf.dispose(this.#optimizerState);
        this.#optimizerState = aliasAll(optimizerState);
      },
      dispose: () => {
        disposeSnapshot(saved);
        tf.dispose(optimizerState);
      },
    };
  }

  publish(): void {}

  adopt(): void {}

  optimizerState(): NamedTensors {
    return this.#optimizerState;
  }

  evaluator<Facts>(compute: BatchFunction<Facts>): Evaluator<Facts> {
    return new EagerEvaluator(this.#definition.model, compute);
  }

  #forget(): void {
    this.#unread.forEach(disposeLosses);
    this.#unread = [];
  }

  dispose(): void {
    this.#forget();
    tf.dispose(this.#optimizerState);
  }
}
