import * as tf from '@tensorflow/tfjs-core';
import { meanLoss } from '../engine/StepLosses.ts';
import type { Named } from '../model/Named.ts';
import { mapTensors, type Tensors } from '../model/NamedTensors.ts';
import type { TermNames } from '../step/FittingLosses.ts';
import type { Losses } from '../step/lossTerms.ts';
import type { TrainingWarning } from '../step/TrainingWarning.ts';
import { heldBatch } from './batches/BatchFeed.ts';
import { firstBatch } from './batches/batchesFrom.ts';
import { flushPendingSteps } from './flushPendingSteps.ts';
import { planTraining, type ValidationPlan } from './Plan.ts';
import { disposeRun, startRun, takeSteps } from './Run.ts';
import type { TrainOptions } from './TrainOptions.ts';
import type { ValidationValues } from './ValidationValues.ts';
import { validate } from './validate.ts';

/** What one step of training and one of validation showed. */
export interface DryRun<TermName extends string = string, MetricName extends string = string> {
  /**
   * Shape and dtype of what went in and came out, such as `float32 [32,10]`; by name where there are several.
   */
  readonly shapes: Readonly<Record<string, string>>;
  /** Numbers that are trained. */
  readonly parameters: number;
  readonly loss: number;
  readonly outputs: Named<TermName, number>;
  /** Euclidean norm of each variable's gradient; 0 where the loss doesn't depend on it. */
  readonly gradientNorms: Readonly<Record<string, number>>;
  /** Of the first batch of the validation set. */
  readonly validation: ValidationValues<TermName, MetricName> | undefined;
  /** What trains, but likely not as it was meant. */
  readonly warnings: readonly TrainingWarning[];
  /** All of this in lines to print. */
  readonly summary: string;
}

function describeTensors(name: string, tensors: Tensors | undefined): [string, string][] {
  if (tensors === undefined) return [];
  const describe = ({ dtype, shape }: tf.Tensor) => `${dtype} [${shape}]`;
  if (tensors instanceof tf.Tensor) return [[name, describe(tensors)]];
  return Object.entries(tensors).map(([part, tensor]) => [`${name} '${part}'`, describe(tensor)]);
}

function firstOf({ batches, ...rest }: ValidationPlan): ValidationPlan {
  return { ...rest, batches: firstBatch(batches) };
}

function summarize(report: Omit<DryRun, 'summary'>): string {
  const { shapes, parameters, loss, gradientNorms, validation, warnings } = report;
  const still = Object.keys(gradientNorms).filter((name) => gradientNorms[name] === 0);
  return [
    ...Object.entries(shapes).map(([name, text]) => `${name}: ${text}`),
    `parameters: ${parameters}`,
    `loss: ${loss}`,
    ...Object.entries(validation ?? {}).map(([name, value]) => `validation ${name}: ${value}`),
    ...(still.length > 0 ? [`without gradient: ${still.join(', ')}`] : []),
    ...warnings.map(({ message }) => `warning: ${message}`),
  ].join('\n');
}

/**
 * Takes one step of training and one of validation, says what went through, and leaves the model as it was.
 *
 * @param options - As for `train`; the budgets don't count. Batches that can be gone through only once lose
 *   their first.
 * @throws what `train` would throw in its first step, and RangeError if there is no batch.
 * @example
 * ```ts
 * import { sgd } from '@losskit/trainer/optimizers';
 * const slope = tf.variable(tf.scalar(2));
 * const { loss, shapes, gradientNorms } = await dryRun({
 *   model: { variables: { slope }, predict: (x: tf.Tensor) => tf.mul(x, slope) },
 *   batches: [{ inputs: tf.tensor1d([1, 2]), targets: tf.tensor1d([1, 2]) }],
 *   loss: (yTrue, yPred) => tf.mean(tf.square(tf.sub(yPred, yTrue))),
 *   optimizer: sgd({ learningRate: 0.1 }),
 * });
 * loss; // 2.5
 * shapes.inputs; // 'float32 [2]'
 * gradientNorms.slope; // 5
 * slope.dataSync(); // [2]
 * ```
 */
export async function dryRun<
  Inputs extends Tensors = tf.Tensor,
  Targets extends Tensors = Tensors,
  Outputs extends Tensors = Tensors,
  Loss extends Losses = Losses,
  MetricName extends string = string,
  Monitor extends string = string,
>(
  options: TrainOptions<Inputs, Targets, Outputs, Loss, MetricName, Monitor>,
): Promise<DryRun<TermNames<Loss>, MetricName>> {
  const plan = planTraining(options);
  const { model } = plan.definition;
  const run = startRun(plan);
  const before = run.engine.save();
  try {
    const shapes: [string, string][] = [];
    for await (const batch of firstBatch(plan.batches)) {
      const { inputs, targets, weights, mask } = batch;
      for (const [name, part] of Object.entries({ inputs, targets, weights, mask })) {
        shapes.push(...describeTensors(name, part));
      }
      tf.tidy(() => {
        shapes.push(
          ...describeTensors('outputs', mapTensors(model.predict(inputs, { training: false }), tf.clone)),
        );
      });
      takeSteps(run, [heldBatch(batch)], () => true);
    }
    const { losses, norms, fault } = await flushPendingSteps(run);
    if (fault) throw fault;
    const report = {
      shapes: Object.fromEntries(shapes),
      parameters: Object.values(model.variables).reduce((sum, { size }) => sum + size, 0),
      ...meanLoss(losses, plan.terms),
      warnings: run.warnings ?? [],
      gradientNorms: norms?.gradient.variables ?? {},
      validation: plan.validation && (await validate(run, firstOf(plan.validation))),
    };
    return { ...report, summary: summarize(report) };
  } finally {
    before.restore();
    before.dispose();
    disposeRun(run);
  }
}
