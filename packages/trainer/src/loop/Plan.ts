import { ArgumentRangeError, rangeError, withNearestName } from '@losskit/errors';

import type { CompilePolicy } from '../engine/compilePolicies.ts';
import { asModel } from '../layersModel/asModel.ts';
import type { Optimizer } from '../optimizers/Optimizer.ts';
import type { ReduceOnPlateau } from '../schedules/reduceOnPlateau.ts';
import { type LossTerm, lossTerms } from '../step/lossTerms.ts';
import { type StepDefinition, trainedVariables } from '../step/trainingStep.ts';
import { asOptimizer } from './asOptimizer.ts';
import {
  goesRound,
  isEndless,
  type OpenBatches,
  openBatches,
  passesOf,
  stepsPerEpochOf,
} from './batches/batchesFrom.ts';
import { checkTrainOptions } from './checkTrainOptions.ts';
import { checkedEarlyStopping, type EarlyStopping } from './earlyStopping.ts';
import type { ValidationMetrics } from './foldMetrics.ts';
import type { NonFinitePolicy, TrainOptions } from './TrainOptions.ts';

/** The options of a run, checked, with defaults. */
export interface Plan {
  readonly definition: StepDefinition;
  readonly terms: readonly LossTerm[];
  readonly batches: OpenBatches;
  readonly stepsPerEpoch: number | undefined;
  readonly passes: PassPlan;
  /** The step budget and the epoch budget in steps, infinite where there is none. */
  readonly steps: number;
  readonly epochSteps: number;
  readonly milliseconds: number;
  readonly clock: () => number;
  readonly readEvery: number;
  readonly checkpointEvery: number;
  readonly onFailure: TrainOptions['onFailure'];
  readonly validation: ValidationPlan | undefined;
  readonly earlyStopping: EarlyStopping | undefined;
  readonly plateau: { readonly schedule: ReduceOnPlateau; readonly monitor: string } | undefined;
  readonly nonFinite: NonFinitePolicy;
  readonly skipLimit: number;
  readonly norms: boolean;
  readonly compile: CompilePolicy;
  readonly fusedMultiplyAdd: boolean;
  readonly threads: 1 | 2;
  readonly signal: AbortSignal | undefined;
}

export interface ValidationPlan {
  readonly batches: OpenBatches;
  /** Steps between two validations; infinite for one at the end. */
  readonly everySteps: number;
  /** Passes between two validations, where passes are counted; else infinite. */
  readonly everyEpochs: number;
  readonly metrics: ValidationMetrics | undefined;
}

/** Passes over the batches, where these come in passes of unknown size. */
interface PassPlan {
  /** Passes after which the batches end. */
  readonly epochs: number;
  /** Whether the run counts its passes. */
  readonly isCounted: boolean;
}

function planPasses(options: TrainOptions, batches: OpenBatches): PassPlan {
  const { epochs, steps, milliseconds, validation } = options;
  const repeats = goesRound(batches);
  if (isEndless(batches) && (epochs !== undefined || (steps ?? milliseconds) === undefined)) {
    const got = epochs === undefined ? 'neither' : `epochs ${epochs}`;
    throw new ArgumentRangeError(
      `train: expected steps or milliseconds to end a data set without an end, got ${got}.`,
    );
  }
  const isKnown = stepsPerEpochOf(batches) !== undefined;
  return {
    epochs: epochs ?? (repeats && (steps ?? milliseconds) !== undefined ? Number.POSITIVE_INFINITY : 1),
    isCounted: !isKnown && (repeats || (epochs ?? validation?.everyEpochs) !== undefined),
  };
}

/** Passes as steps, where their size is known; infinite where they have to be counted as they end. */
function stepsOfEpochs(name: string, epochs: number, batches: OpenBatches): number {
  const stepsPerEpoch = stepsPerEpochOf(batches);
  if (stepsPerEpoch !== undefined) return epochs * stepsPerEpoch;
  if (passesOf(batches)) return Number.POSITIVE_INFINITY;
  throw new ArgumentRangeError(
    `train: expected batches that know their stepsPerEpoch, or come in passes as an array or a data set does, because of ${name}, got none.`,
  );
}

function planValidation(options: TrainOptions, batches: OpenBatches): ValidationPlan | undefined {
  const { validation } = options;
  if (validation === undefined) return undefined;
  const { everySteps, metrics } = validation;
  const given = openBatches('validation.batches', validation.batches);
  if (isEndless(given)) {
    throw new ArgumentRangeError(
      'train: expected validation.batches with an end, got a data set without one.',
    );
  }
  const isCounted = planPasses(options, batches).isCounted;
  const isKnown = stepsPerEpochOf(batches) !== undefined;
  const { everyEpochs = isKnown || isCounted ? 1 : undefined } = validation;
  const byEpochs =
    everySteps === undefined && everyEpochs !== undefined
      ? stepsOfEpochs('validation.everyEpochs', everyEpochs, batches)
      : Number.POSITIVE_INFINITY;
  return {
    batches: given,
    everySteps: everySteps ?? byEpochs,
    everyEpochs: isCounted && everySteps === undefined ? (everyEpochs ?? 1) : Number.POSITIVE_INFINITY,
    metrics,
  };
}

/** Which is better, of each value that a validation gives. */
function directionsOf(
  terms: readonly LossTerm[],
  validation: ValidationPlan | undefined,
): Readonly<Record<string, 'min' | 'max'>> {
  if (!validation) return {};
  const byName = terms.flatMap(({ name }) => (name === undefined ? [] : [[`loss/${name}`, 'min'] as const]));
  return { loss: 'min', ...Object.fromEntries(byName), ...validation.metrics?.directions };
}

function checkMonitor(option: string, monitor: string, directions: Readonly<Record<string, unknown>>): void {
  const names = Object.keys(directions);
  if (names.includes(monitor)) return;
  const known = names.length > 0 ? `one of ${names.join(', ')}` : 'validation to give the value';
  throw new ArgumentRangeError(
    `train: expected ${known} as ${option}.monitor, got ${withNearestName(monitor, names)}.`,
  );
}

function checkLosses(terms: readonly LossTerm[], { name, addsUpBatches }: Optimizer): void {
  for (const { name: term, loss, weight } of terms) {
    if (!(Number.isFinite(weight) && weight >= 0)) {
      throw rangeError('train', `the weight of '${term}' >= 0`, weight);
    }
    if (addsUpBatches && loss.batchDependent) {
      throw new ArgumentRangeError(
        `train: expected a loss that is a mean over rows with ${name}, got '${loss.name}', whose rows depend on each ` +
          'other; use larger batches.',
      );
    }
  }
}

/**
 * Checks all options and fills in the defaults.
 *
 * @throws RangeError or TypeError for options that there aren't or that are out of range.
 */
export function planTraining(options: TrainOptions): Plan {
  checkTrainOptions(options);
  const { loss, penalty, earlyStopping, reduceOnPlateau } = options;
  const model = asModel(options.model);
  const optimizer = asOptimizer(options.optimizer);
  const definition = { model, loss, penalty, optimizer };
  if (Object.keys(trainedVariables(definition)).length === 0) {
    throw new ArgumentRangeError(
      'train: expected a model with variables to train, got none; are all frozen?',
    );
  }
  const terms = lossTerms(loss);
  checkLosses(terms, optimizer);
  const batches = openBatches('batches', options.batches);
  const passes = planPasses(options, batches);
  const validation = planValidation(options, batches);
  const directions = directionsOf(terms, validation);
  if (earlyStopping) checkMonitor('earlyStopping', earlyStopping.monitor ?? 'loss', directions);
  if (reduceOnPlateau) checkMonitor('reduceOnPlateau', reduceOnPlateau.monitor ?? 'loss', directions);
  const { epochs } = options;
  return {
    definition,
    terms,
    batches,
    stepsPerEpoch: stepsPerEpochOf(batches),
    passes,
    steps: options.steps ?? Number.POSITIVE_INFINITY,
    epochSteps: epochs === undefined ? Number.POSITIVE_INFINITY : stepsOfEpochs('epochs', epochs, batches),
    milliseconds: options.milliseconds ?? Number.POSITIVE_INFINITY,
    clock: options.clock ?? (() => performance.now()),
    readEvery: options.readEvery ?? 10,
    checkpointEvery: options.checkpointEvery ?? Number.POSITIVE_INFINITY,
    onFailure: options.onFailure,
    validation,
    earlyStopping:
      earlyStopping && checkedEarlyStopping(earlyStopping, directions[earlyStopping.monitor ?? 'loss']),
    plateau: reduceOnPlateau && {
      schedule: reduceOnPlateau.schedule,
      monitor: reduceOnPlateau.monitor ?? 'loss',
    },
    nonFinite: options.nonFinite ?? 'throw',
    skipLimit: options.skipLimit ?? 10,
    norms: options.norms ?? false,
    compile: options.compile ?? 'auto',
    fusedMultiplyAdd: options.fusedMultiplyAdd ?? false,
    threads: options.threads ?? 1,
    signal: options.signal,
  };
}
