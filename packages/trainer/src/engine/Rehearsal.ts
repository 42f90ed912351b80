import { type RecordOptions, recordTrace, type Trace, UnsupportedError } from '@losskit/compiler';
import * as tf from '@tensorflow/tfjs-core';
import type { AnyBatch } from '../model/Batch.ts';
import type { AnyModel } from '../model/Model.ts';
import { mapNamed, mapTensors, type NamedTensors } from '../model/NamedTensors.ts';
import { tensorsOf } from './batchParts.ts';
import { disposeSnapshot, restoreModel, snapshotModel } from './Snapshot.ts';
import { stateOf } from './stateOf.ts';

/** What is recorded of a model: something that it does with a batch. */
export interface RehearsedFunction {
  /** What it gets beside the batch. */
  readonly inputs?: NamedTensors;
  /**
   * Does it once.
   *
   * @param model - Tells when somebody asks for the number of the step.
   * @returns What it gives, and the optimizer's state after it where it changes that.
   */
  run(model: AnyModel): { readonly outputs: NamedTensors; readonly optimizerState?: NamedTensors };
}

/** The same numbers as data of their own, which nobody else can be taken for. */
function copyOf(tensor: tf.Tensor): tf.Tensor {
  return tf.tensor(tensor.dataSync(), tensor.shape, tensor.dtype);
}

/** The model, which tells when somebody asks for the number of the step. */
function watchingStep(model: AnyModel, onStep: () => void): AnyModel {
  const { variables, nonTrainableVariables, penalty } = model;
  return {
    variables,
    nonTrainableVariables,
    penalty,
    predict: (inputs, { training, step, drawingStep, isFrozen }) =>
      model.predict(inputs, {
        training,
        isFrozen,
        drawingStep,
        get step() {
          onStep();
          return step;
        },
      }),
  };
}

/** Copies of all that a step or an evaluation reads, in the place of the model's own numbers. */
export class Rehearsal {
  readonly #model: AnyModel;
  readonly #before;
  readonly #copies: tf.Tensor[] = [];
  readonly batch: AnyBatch;
  readonly optimizerState: NamedTensors;

  constructor(
    model: AnyModel,
    { inputs, targets, weights, mask }: AnyBatch,
    optimizerState: NamedTensors = {},
  ) {
    const copy = (tensor: tf.Tensor) => {
      const copied = copyOf(tensor);
      this.#copies.push(copied);
      return copied;
    };
    this.#model = model;
    this.#before = snapshotModel(model);
    this.optimizerState = mapNamed(optimizerState, copy);
    this.batch = {
      inputs: mapTensors(inputs, copy),
      targets: mapTensors(targets, copy),
      weights: weights && mapTensors(weights, copy),
      mask: mask && mapTensors(mask, copy),
    };
  }

  /**
   * Records it once, and puts the model back.
   *
   * @throws UnsupportedError for what reads a tensor or asks for the number of the step; what it throws by itself.
   */
  record({ inputs, run }: RehearsedFunction, options?: RecordOptions): Trace {
    const { variables, nonTrainableVariables = {} } = this.#model;
    for (const variable of Object.values({ ...variables, ...nonTrainableVariables })) {
      const copied = copyOf(variable);
      variable.assign(copied);
      copied.dispose();
    }
    const stateNow = (optimizerState: NamedTensors) =>
      stateOf<tf.Tensor>(variables, nonTrainableVariables, optimizerState);
    let asksForStep = false;
    const watched = watchingStep(this.#model, () => {
      asksForStep = true;
    });
    try {
      const recorded = {
        state: stateNow(this.optimizerState),
        inputs: { ...tensorsOf(this.batch), ...inputs },
        run: () => {
          const { outputs, optimizerState = this.optimizerState } = run(watched);
          return { state: stateNow(optimizerState), outputs };
        },
      };
      const trace = recordTrace(recorded, options);
      if (!asksForStep) return trace;
      throw new UnsupportedError(
        "the model's predict asks for the number of the step, which would stay the one of the recording",
      );
    } finally {
      restoreModel(this.#model, this.#before);
    }
  }

  dispose(): void {
    disposeSnapshot(this.#before);
    tf.dispose(this.#copies);
  }
}
