import { checkSameTrace, type RecordOptions, type Trace, UnsupportedError } from '@losskit/compiler';
import * as tf from '@tensorflow/tfjs-core';
import type { AnyBatch } from '../model/Batch.ts';
import type { AnyModel } from '../model/Model.ts';
import type { NamedTensors } from '../model/NamedTensors.ts';
import { inspectStep } from '../step/inspectStep.ts';
import { disposeLosses, disposeReplaced } from '../step/stepTensors.ts';
import type { TrainingWarning } from '../step/TrainingWarning.ts';
import {
  type StepDefinition,
  type StepForward,
  type StepResult,
  trainingStep,
} from '../step/trainingStep.ts';
import { type LossNames, nameLosses } from './LossNames.ts';
import { Rehearsal } from './Rehearsal.ts';

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

/** Takes the step once, and puts everything back. */
function rehearse(
  rehearsal: Rehearsal,
  { definition, squaredNorms }: StepToRecord,
  step: number,
  {
    inspect,
    ...options
  }: RecordOptions & { readonly inspect?: ((forward: StepForward) => void) | undefined },
): Pick<RecordedStep, 'trace' | 'losses'> {
  const { optimizer } = definition;
  const learningRate = tf.scalar(optimizer.learningRate(step));
  const momentum = optimizer.momentum && tf.scalar(optimizer.momentum(step));
  const results: StepResult[] = [];
  const losses: LossNames[] = [];
  try {
    const run = (model: AnyModel) => {
      const context = { step, momentum, squaredNorms, inspect };
      const { batch, optimizerState } = rehearsal;
      const result = trainingStep({ ...definition, model }, optimizerState, batch, learningRate, context);
      results.push(result);
      const { tensors, names } = nameLosses({ ...result, total: result.loss });
      losses.push(names);
      const outputs = { ...tensors, ...(result.squaredNorms && { [SQUARED_NORMS]: result.squaredNorms }) };
      return { outputs, optimizerState: result.state };
    };
    const inputs = { [LEARNING_RATE]: learningRate, ...(momentum && { [MOMENTUM]: momentum }) };
    const trace = rehearsal.record({ inputs, run }, options);
    const [names] = losses;
    if (names) return { trace, losses: names };
    throw new UnsupportedError('the step gives no loss');
  } finally {
    for (const { state, ...result } of results) {
      disposeLosses(result);
      disposeReplaced(state, rehearsal.optimizerState);
    }
    tf.dispose([learningRate, momentum]);
  }
}

/**
 * Records a training step; model and optimizer state stay as they are.
 *
 * @throws UnsupportedError for a step that reads a tensor or does not do the same each time; what the model or the
 *   loss throws.
 */
export async function recordStep(given: StepToRecord): Promise<RecordedStep> {
  const { definition, optimizerState, batch, steps, inspects } = given;
  const rehearsal = new Rehearsal(definition.model, batch, optimizerState);
  const inspection = inspects ? inspectStep(definition, rehearsal.batch) : undefined;
  try {
    const [first = 0, ...others] = steps;
    // Only an inspection looks at numbers.
    const isDry = !inspection;
    const { trace, losses } = rehearse(rehearsal, given, first, { isDry, inspect: inspection?.inspect });
    for (const step of others) {
      checkSameTrace(trace, rehearse(rehearsal, given, step, { isDry: true }).trace);
    }
    return { trace, losses, warnings: await inspection?.warnings() };
  } finally {
    inspection?.dispose();
    rehearsal.dispose();
  }
}
