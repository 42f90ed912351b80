import { ArgumentRangeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

import type { AnyBatch } from '../model/Batch.ts';
import { aliasTensor } from '../model/NamedTensors.ts';
import { activationWarning } from './activationWarning.ts';
import type { ComparedTensors } from './batchLoss.ts';
import { type GradientPaths, gradientPaths, lastActivation } from './gradientPaths.ts';
import { type LossTerm, lossTerms } from './lossTerms.ts';
import type { TrainingWarning } from './TrainingWarning.ts';
import { targetProblem } from './targetProblem.ts';
import { type StepDefinition, type StepForward, trainedVariables } from './trainingStep.ts';

/** What a step shows of how loss, model and data fit each other. */
export interface StepInspection {
  /** To be called while the step's tape is recorded. @throws RangeError for a loss without a gradient. */
  readonly inspect: (forward: StepForward) => void;
  /** What has been seen; reads targets and predictions of the batch where the loss says what they must be. */
  warnings(): Promise<readonly TrainingWarning[]>;
  /** Frees what it kept. */
  dispose(): void;
}

function nameOf({ name, loss }: LossTerm): string {
  const named = loss.name === '' ? 'the loss' : `'${loss.name}'`;
  return name === undefined ? named : `${named} of '${name}'`;
}

function withoutGradient(terms: readonly LossTerm[], paths: readonly GradientPaths[]): ArgumentRangeError {
  const flat = [...new Set(paths.flatMap((path) => path.flat))];
  const remedy = 'train with a smooth loss, and make this one a metric';
  const reason = terms.some(({ loss }) => loss.facts.differentiable === false)
    ? `whose gradient is 0 everywhere; ${remedy}`
    : flat.length > 0
      ? `whose gradient ends at ${flat.join(' and ')}, constant almost everywhere; ${remedy}`
      : 'which depends on no variable that is trained; numbers that were read, such as by dataSync, have no gradient';
  return new ArgumentRangeError(
    `train: expected a loss with a gradient, got ${terms.map(nameOf).join(', ')}, ${reason}.`,
  );
}

/** Of a loss that has a gradient of its own, which is 0. */
const NO_PATHS: GradientPaths = { reaches: () => false, flat: [] };

function unreachedWarning(definition: StepDefinition, paths: readonly GradientPaths[]): TrainingWarning[] {
  const unreached = Object.entries(trainedVariables(definition))
    .filter(([, variable]) => !paths.some((path) => path.reaches(variable)))
    .map(([name]) => `'${name}'`);
  if (unreached.length === 0) return [];
  const message = `train: expected a loss that depends on every variable, got none of ${unreached.join(', ')} in it; use them in predict, or freeze them.`;
  return [{ code: 'variables-without-gradient', message }];
}

function oneOutputWarning(term: LossTerm, { prediction }: ComparedTensors): TrainingWarning[] {
  const { target, prediction: space } = term.loss.facts;
  const isOfClasses = target === 'multiclass' && space !== 'embeddings';
  if (!isOfClasses || prediction.shape.at(-1) !== 1) return [];
  const message = `train: expected an output for each class for ${nameOf(term)}, got shape [${prediction.shape}]; give the model as many outputs as there are classes, or take a binary loss.`;
  return [{ code: 'one-output-for-classes', message }];
}

/** Spaces whose predictions have limits, and these with what rounding may do. */
const LIMITS: Readonly<Record<string, readonly [low: number, high: number]>> = {
  probabilities: [-1e-3, 1 + 1e-3],
  logProbabilities: [Number.NEGATIVE_INFINITY, 1e-3],
};

function limitsOf({ loss }: LossTerm) {
  return loss.facts.prediction === undefined ? undefined : LIMITS[loss.facts.prediction];
}

/** Targets and prediction of a term, kept until they are read. */
interface KeptTensors extends ComparedTensors {
  readonly term: LossTerm;
}

async function targetsWarning({ term, targets, prediction }: KeptTensors): Promise<TrainingWarning[]> {
  const problem = targetProblem({
    kind: term.loss.facts.target,
    values: await targets.data(),
    shape: targets.shape,
    predictionShape: prediction.shape,
    ignoreIndex: term.loss.ignoreIndex,
  });
  if (problem === undefined) return [];
  return [{ code: 'targets-outside', message: `train: expected for ${nameOf(term)} ${problem}.` }];
}

async function predictionWarning({ term, prediction }: KeptTensors): Promise<TrainingWarning[]> {
  const limits = limitsOf(term);
  if (!limits) return [];
  const [low, high] = limits;
  const outside = (await prediction.data()).find((value) => value < low || value > high);
  if (outside === undefined) return [];
  const message = `train: expected ${term.loss.facts.prediction} for ${nameOf(term)}, got ${outside} among the predictions.`;
  return [{ code: 'predictions-outside', message }];
}

/** Looks at one step: the first, whose tape and values show what the options don't. */
export function inspectStep(definition: StepDefinition, batch: AnyBatch): StepInspection {
  const terms = lossTerms(definition.loss);
  const seen: TrainingWarning[] = [];
  const kept: KeptTensors[] = [];

  function inspectTerm(term: LossTerm, { outputs }: StepForward): void {
    const compared = term.loss.compared(outputs, batch);
    const { prediction: space, target } = term.loss.facts;
    const prediction = compared?.prediction ?? (outputs instanceof tf.Tensor ? outputs : undefined);
    const warning = prediction && activationWarning(nameOf(term), space, lastActivation(prediction));
    if (warning) seen.push(warning);
    if (!compared) return;
    seen.push(...oneOutputWarning(term, compared));
    if (target === undefined && !limitsOf(term)) return;
    kept.push({ ...compared, term, prediction: tf.keep(aliasTensor(compared.prediction)) });
  }

  return {
    inspect(forward) {
      const paths = forward.terms.map(({ value }, index) =>
        terms[index]?.loss.facts.differentiable === false ? NO_PATHS : gradientPaths(value),
      );
      const trained = Object.values(trainedVariables(definition));
      if (!trained.some((variable) => paths.some((path) => path.reaches(variable)))) {
        throw withoutGradient(terms, paths);
      }
      seen.push(...unreachedWarning(definition, paths));
      for (const term of terms) inspectTerm(term, forward);
    },
    async warnings() {
      const found = [...seen];
      for (const one of kept) {
        // What is masked out may be anything.
        if (!batch.mask) found.push(...(await targetsWarning(one)));
        if (!seen.some(({ code }) => code === 'activation-missing'))
          found.push(...(await predictionWarning(one)));
      }
      return found;
    },
    dispose() {
      tf.dispose(kept.map(({ prediction }) => prediction));
      kept.length = 0;
    },
  };
}
