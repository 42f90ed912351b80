import { checkSameTrace, recordTrace, type Trace, UnsupportedError } from '@losskit/compiler';
import * as tf from '@tensorflow/tfjs-core';
import type { AnyBatch } from '../model/Batch.ts';
import type { AnyModel } from '../model/Model.ts';
import { mapNamed, mapTensors, type NamedTensors, type Tensors } from '../model/NamedTensors.ts';
import { inspectStep } from '../step/inspectStep.ts';
import { disposeLosses, disposeReplaced } from '../step/stepTensors.ts';
import type { TrainingWarning } from '../step/TrainingWarning.ts';
import {
  type StepDefinition,
  type StepForward,
  type StepResult,
  trainingStep,
} from '../step/trainingStep.ts';
import { disposeSnapshot, restoreModel, snapshotModel } from './Snapshot.ts';

/** A number of each step, by the output of the program that gives it, or the same in all steps. */
export type StepNumber = string | number;

/** Which outputs of the program a step's losses are. */
export interface LossNames {
  readonly total: StepNumber;
  readonly terms: readonly { readonly value: StepNumber; readonly weight: StepNumber }[];
  readonly penalty: StepNumber;
}

/** A training step as a trace. */
export interface RecordedStep {
  readonly trace: Trace;
  readonly losses: LossNames;
  /** What the step showed, where it was looked at. */
  readonly warnings: readonly TrainingWarning[] | undefined;
}

/** What to record, and how. */
export interface StepToRecord {
  readonly definition: StepDefinition;
  readonly optimizerState: NamedTensors;
  readonly batch: AnyBatch;
  /** Steps to record it at: what it does must not depend on which. */
  readonly steps: readonly number[];
  readonly squaredNorms: boolean;
  /** Whether to look how loss, model and data fit each other. */
  readonly inspects: boolean;
}

/** What changes from step to step beside the batch. */
export const LEARNING_RATE = 'learningRate';
export const MOMENTUM = 'momentum';
export const SQUARED_NORMS = 'squaredNorms';

function prefixed<Value>(prefix: string, named: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(named).map(([name, value]) => [`${prefix}/${name}`, value]));
}

/** All that a step changes, by name. */
export function stateOf<Value>(
  variables: Readonly<Record<string, Value>>,
  nonTrainableVariables: Readonly<Record<string, Value>>,
  optimizerState: Readonly<Record<string, Value>>,
): Record<string, Value> {
  return {
    ...prefixed('variable', variables),
    ...prefixed('nonTrainable', nonTrainableVariables),
    ...prefixed('slot', optimizerState),
  };
}

/** The parts of a batch by name: `inputs`, or `inputs/<name>` of several. */
export function partsOf<Value extends object>(
  batch: Readonly<Record<string, Value | Readonly<Record<string, Value>> | undefined>>,
  isOne: (part: Value | Readonly<Record<string, Value>>) => part is Value,
): Record<string, Value> {
  const parts: Record<string, Value> = {};
  for (const [name, part] of Object.entries(batch)) {
    if (part) Object.assign(parts, isOne(part) ? { [name]: part } : prefixed(name, part));
  }
  return parts;
}

function isTensor(part: Tensors): part is tf.Tensor {
  return part instanceof tf.Tensor;
}

/** The tensors of a batch by name. */
export function tensorsOf({ inputs, targets, weights, mask }: AnyBatch): Record<string, tf.Tensor> {
  return partsOf<tf.Tensor>({ inputs, targets, weights, mask }, isTensor);
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

function outputsOf({ loss, terms, penalty, squaredNorms }: StepResult) {
  const outputs: Record<string, tf.Tensor> = { total: loss };
  const numberOf = (name: string, value: tf.Tensor | number | undefined): StepNumber => {
    if (value === loss) return 'total';
    if (!(value instanceof tf.Tensor)) return value ?? 0;
    outputs[name] = value;
    return name;
  };
  const losses: LossNames = {
    total: 'total',
    terms: terms.map(({ value, weight }, index) => ({
      value: numberOf(`term/${index}`, value),
      weight: numberOf(`weight/${index}`, weight),
    })),
    penalty: numberOf('penalty', penalty),
  };
  if (squaredNorms) outputs[SQUARED_NORMS] = squaredNorms;
  return { outputs, losses };
}

/** Copies of all that a step reads, in the place of the model's own numbers. */
class Rehearsal {
  readonly #definition: StepDefinition;
  readonly #before;
  readonly #copies: tf.Tensor[] = [];
  readonly batch: AnyBatch;
  readonly #optimizerState: NamedTensors;

  constructor({ definition, optimizerState, batch: { inputs, targets, weights, mask } }: StepToRecord) {
    const copy = (tensor: tf.Tensor) => {
      const copied = copyOf(tensor);
      this.#copies.push(copied);
      return copied;
    };
    this.#definition = definition;
    this.#before = snapshotModel(definition.model);
    this.#optimizerState = mapNamed(optimizerState, copy);
    this.batch = {
      inputs: mapTensors(inputs, copy),
      targets: mapTensors(targets, copy),
      weights: weights && mapTensors(weights, copy),
      mask: mask && mapTensors(mask, copy),
    };
  }

  /** Takes the step once, and puts everything back. */
  record(step: number, squaredNorms: boolean, inspect: ((forward: StepForward) => void) | undefined) {
    const { model, optimizer } = this.#definition;
    const { variables, nonTrainableVariables = {} } = model;
    const learningRate = tf.scalar(optimizer.learningRate(step));
    const momentum = optimizer.momentum && tf.scalar(optimizer.momentum(step));
    const results: StepResult[] = [];
    const losses: LossNames[] = [];
    for (const variable of Object.values({ ...variables, ...nonTrainableVariables })) {
      const copied = copyOf(variable);
      variable.assign(copied);
      copied.dispose();
    }
    const stepNow = (optimizerState: NamedTensors) =>
      stateOf<tf.Tensor>(variables, nonTrainableVariables, optimizerState);
    let asksForStep = false;
    const watched = watchingStep(model, () => {
      asksForStep = true;
    });
    try {
      const trace = recordTrace({
        state: stepNow(this.#optimizerState),
        inputs: {
          ...tensorsOf(this.batch),
          [LEARNING_RATE]: learningRate,
          ...(momentum && { [MOMENTUM]: momentum }),
        },
        run: () => {
          const definition = { ...this.#definition, model: watched };
          const context = { step, momentum, squaredNorms, inspect };
          const result = trainingStep(definition, this.#optimizerState, this.batch, learningRate, context);
          results.push(result);
          const given = outputsOf(result);
          losses.push(given.losses);
          return { state: stepNow(result.state), outputs: given.outputs };
        },
      });
      if (asksForStep) {
        throw new UnsupportedError(
          "the model's predict asks for the number of the step, which would stay the one of the recording",
        );
      }
      return { trace, losses };
    } finally {
      for (const { state, ...result } of results) {
        disposeLosses(result);
        disposeReplaced(state, this.#optimizerState);
      }
      restoreModel(model, this.#before);
      tf.dispose([learningRate, momentum]);
    }
  }

  dispose(): void {
    disposeSnapshot(this.#before);
    tf.dispose(this.#copies);
  }
}

/**
 * Records a training step; model and optimizer state stay as they are.
 *
 * @throws UnsupportedError for a step that reads a tensor or does not do the same each time; what the model or the
 *   loss throws.
 */
export async function recordStep(given: StepToRecord): Promise<RecordedStep> {
  const { definition, steps, squaredNorms, inspects } = given;
  const rehearsal = new Rehearsal(given);
  const inspection = inspects ? inspectStep(definition, rehearsal.batch) : undefined;
  try {
    const [first = 0, ...others] = steps;
    const { trace, losses } = rehearsal.record(first, squaredNorms, inspection?.inspect);
    for (const step of others) checkSameTrace(trace, rehearsal.record(step, squaredNorms, undefined).trace);
    const [names] = losses;
    if (!names) throw new UnsupportedError('the step gives no loss');
    return { trace, losses: names, warnings: await inspection?.warnings() };
  } finally {
    inspection?.dispose();
    rehearsal.dispose();
  }
}
