import { UnsupportedError } from '@losskit/compiler';
import { LosskitError } from '@losskit/errors';
import { EagerEvaluator } from '../engine/EagerEvaluator.ts';
import type { EvaluatedBatch, EvaluationBatch, Evaluator } from '../engine/Evaluator.ts';
import { lossesByName } from '../engine/LossNames.ts';
import { meanLoss, type StepLosses } from '../engine/StepLosses.ts';
import type { AnyBatch } from '../model/Batch.ts';
import { mapNamed, type Tensors } from '../model/NamedTensors.ts';
import { atStep } from './atStep.ts';
import { rowBatchesOf } from './batches/batchesFrom.ts';
import { evaluationBatches } from './batches/evaluationBatches.ts';
import { notCompiledError } from './chooseEngine.ts';
import type { MetricFolds } from './foldMetrics.ts';
import type { ValidationPlan } from './Plan.ts';
import type { Run } from './Run.ts';
import type { ValidationValues } from './ValidationValues.ts';
import { type ValidationFacts, validationOf } from './validationOf.ts';

/** A batch as metrics see it: of rows that stay in memory there are tensors only if somebody looks at them. */
function shownBatch(batch: EvaluationBatch): AnyBatch {
  const { rows } = batch;
  if (!rows) return batch.tensors();
  return {
    get inputs() {
      return batch.tensors().inputs;
    },
    get targets() {
      return batch.tensors().targets;
    },
    get weights() {
      return batch.tensors().weights;
    },
    indices: rows,
  };
}

function outputsOf(evaluated: EvaluatedBatch<ValidationFacts>): Tensors {
  const { outputs } = evaluated.facts;
  if (typeof outputs === 'string') return evaluated.tensor(outputs);
  return mapNamed(outputs, (name) => evaluated.tensor(name));
}

async function validateBatch(
  evaluator: Evaluator<ValidationFacts>,
  batch: EvaluationBatch,
  folds: MetricFolds | undefined,
): Promise<StepLosses> {
  const evaluated = evaluator.evaluate(batch);
  try {
    const { losses, scalars } = evaluated.facts;
    // All reads begin before the first is waited for.
    const reads = scalars.map(async (name) => [name, (await evaluated.read(name))[0]] as const);
    const numbers = new Map(await Promise.all(reads));
    await folds?.update(shownBatch(batch), outputsOf(evaluated));
    return lossesByName(losses, (name) => numbers.get(name) ?? Number.NaN);
  } finally {
    evaluated.dispose();
  }
}

/** Makes a run ready to validate a batch; kernel by kernel from here on where that can't be compiled. */
function evaluatorFor(
  run: Run,
  { batches, metrics }: ValidationPlan,
  batch: EvaluationBatch,
): Evaluator<ValidationFacts> {
  const compute = validationOf(run.plan.definition, metrics);
  run.evaluator ??= run.engine.evaluator(compute, rowBatchesOf(batches));
  try {
    run.evaluator.prepare(batch);
  } catch (error) {
    if (run.plan.compile === 'require' && error instanceof UnsupportedError) {
      throw notCompiledError('a validation', run.step, error);
    }
    const reason = error instanceof Error ? error.message : String(error);
    const message = `train: expected a validation that can be compiled as the step is, but ${reason}; it runs kernel by kernel.`;
    run.untold.push({ code: 'validation-not-compiled', message });
    run.evaluator = new EagerEvaluator(run.plan.definition.model, compute);
  }
  return run.evaluator;
}

/**
 * The loss and the metrics over a whole set: the loss as in training (weights, outputs, penalties), each
 * batch with the weight that it has, and metrics folded over all batches.
 *
 * @throws RangeError if there is no batch; what a metric, the model or the batches throw, with the step.
 */
export async function validate(run: Run, validation: ValidationPlan): Promise<ValidationValues> {
  try {
    const folds = validation.metrics?.create();
    const losses: StepLosses[] = [];
    for await (const batch of evaluationBatches(validation.batches, 'validation.batches')) {
      losses.push(await validateBatch(evaluatorFor(run, validation, batch), batch, folds));
    }
    const { loss, outputs } = meanLoss(losses, run.plan.terms);
    const named = Object.entries(outputs).map(([name, value]) => [`loss/${name}`, value]);
    return { loss, ...Object.fromEntries(named), ...folds?.compute() };
  } catch (error) {
    const isPolicy = error instanceof LosskitError && error.code === 'step-not-compiled';
    throw isPolicy ? error : atStep(error, run.step);
  }
}
