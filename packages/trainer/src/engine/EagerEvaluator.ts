import { typeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';
import type { AnyModel } from '../model/Model.ts';
import { aliasTensor } from '../model/NamedTensors.ts';
import type { BatchFunction, EvaluatedBatch, EvaluationBatch, Evaluator } from './Evaluator.ts';

/** What was computed kernel by kernel, as tensors. */
class EvaluatedTensors<Facts> implements EvaluatedBatch<Facts> {
  readonly facts: Facts;
  readonly #tensors: ReadonlyMap<string, tf.Tensor>;

  constructor(facts: Facts, tensors: ReadonlyMap<string, tf.Tensor>) {
    this.facts = facts;
    this.#tensors = tensors;
  }

  tensor(name: string): tf.Tensor {
    const tensor = this.#tensors.get(name);
    if (tensor) return tensor;
    throw typeError('EvaluatedBatch', 'the name of a tensor', name);
  }

  read(name: string) {
    return this.tensor(name).data();
  }

  dispose(): void {
    tf.dispose([...this.#tensors.values()]);
  }
}

/** Evaluates kernel by kernel, with the model's variables. */
export class EagerEvaluator<Facts> implements Evaluator<Facts> {
  readonly name = 'eager';
  readonly #model: AnyModel;
  readonly #compute: BatchFunction<Facts>;

  constructor(model: AnyModel, compute: BatchFunction<Facts>) {
    this.#model = model;
    this.#compute = compute;
  }

  prepare(): void {}

  evaluate(batch: EvaluationBatch): EvaluatedBatch<Facts> {
    const evaluated: EvaluatedTensors<Facts>[] = [];
    // Before the tidy: the batch may live longer.
    const given = batch.tensors();
    tf.tidy(() => {
      const { tensors, facts } = this.#compute(this.#model, given);
      // Aliases, because a model may hand on its inputs or its variables.
      const kept = Object.entries(tensors).map(
        ([name, tensor]) => [name, tf.keep(aliasTensor(tensor))] as const,
      );
      evaluated.push(new EvaluatedTensors(facts, new Map(kept)));
    });
    const [result] = evaluated;
    if (result) return result;
    throw typeError('EvaluatedBatch', 'tensors of a batch', result);
  }
}
