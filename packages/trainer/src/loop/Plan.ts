import { ArgumentRangeError, checkOptions, rangeError, withNearestName } from '@losskit/errors';

import { asModel } from '../layersModel/asModel.ts';
import type { Optimizer } from '../optimizers/Optimizer.ts';
import type { ReduceOnPlateau } from '../schedules/reduceOnPlateau.ts';
import { type LossTerm, lossTerms } from '../step/lossTerms.ts';
import type { StepDefinition } from '../step/trainingStep.ts';
import { type Batches, type BatchSequence, type BatchSource, stepsPerEpochOf } from './batches/Batches.ts';
import { checkedEarlyStopping, type EarlyStopping } from './earlyStopping.ts';
import type { ValidationMetrics } from './foldMetrics.ts';
import type { NonFinitePolicy, TrainOptions } from './TrainOptions.ts';

/** The options of a run, checked, with defaults. */
export interface Plan {
  readonly definition: StepDefinition;
  readonly terms: readonly LossTerm[];
  readonly batches: Batches;
  readonly stepsPerEpoch: number | undefined;
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
  readonly signal: AbortSignal | undefined;
}

export interface ValidationPlan {
  readonly batches: BatchSequence | BatchSource | (() => BatchSequence);
  /** Steps between two validations; infinite for one at the end. */
  readonly everySteps: number;
  readonly metrics: ValidationMetrics | undefined;
}

/** All options; a Record, so that none can be missing. */
const OPTION_NAMES: Readonly<Record<keyof TrainOptions, true>> = {
  model: true,
  batches: true,
  loss: true,
  penalty: true,
  optimizer: true,
  epochs: true,
  steps: true,
  milliseconds: true,
  clock: true,
  readEvery: true,
  validation: true,
  earlyStopping: true,
  reduceOnPlateau: true,
  nonFinite: true,
  skipLimit: true,
  norms: true,
  signal: true,
  checkpointEvery: true,
  onFailure: true,
  resume: true,
};
const VALIDATION_NAMES = ['batches', 'everySteps', 'everyEpochs', 'metrics'];
const EARLY_STOPPING_NAMES = [
  'monitor',
  'mode',
  'patience',
  'minDelta',
  'minRelativeDelta',
  'startFrom',
  'restoreBest',
];
const POLICIES: readonly NonFinitePolicy[] = ['throw', 'stop', 'skip'];

function checkCount(name: string, value: number): number {
  if (Number.isInteger(value) && value >= 1) return value;
  throw rangeError('train', `${name} to be an integer >= 1`, value);
}

function stepsOfEpochs(name: string, epochs: number, stepsPerEpoch: number | undefined): number {
  if (stepsPerEpoch !== undefined) return checkCount(name, epochs) * stepsPerEpoch;
  throw new ArgumentRangeError(
    `train: expected batches with stepsPerEpoch, such as those of seededBatches, because of ${name}, got none.`,
  );
}

function planValidation(
  options: TrainOptions,
  stepsPerEpoch: number | undefined,
): ValidationPlan | undefined {
  const { validation } = options;
  if (validation === undefined) return undefined;
  checkOptions('train.validation', validation, VALIDATION_NAMES);
  const { batches, everySteps, everyEpochs, metrics } = validation;
  if (everySteps !== undefined && everyEpochs !== undefined) {
    throw new ArgumentRangeError('train: expected validation.everySteps or everyEpochs, got both.');
  }
  if (everySteps !== undefined) checkCount('validation.everySteps', everySteps);
  const interval =
    everySteps ??
    (everyEpochs === undefined
      ? (stepsPerEpoch ?? Number.POSITIVE_INFINITY)
      : stepsOfEpochs('validation.everyEpochs', everyEpochs, stepsPerEpoch));
  return { batches, everySteps: interval, metrics };
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
  if (terms.length === 0)
    throw new ArgumentRangeError('train: expected a loss for one output or more, got none.');
  for (const { name: term, loss, weight } of terms) {
    if (!(weight >= 0 && Number.isFinite(weight))) {
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
  checkOptions('train', options, Object.keys(OPTION_NAMES));
  const { loss, penalty, optimizer, batches, readEvery = 10, milliseconds } = options;
  const terms = lossTerms(loss);
  checkLosses(terms, optimizer);
  const stepsPerEpoch = stepsPerEpochOf(batches);
  if (milliseconds !== undefined && !(milliseconds > 0)) {
    throw rangeError('train', 'milliseconds > 0', milliseconds);
  }
  const validation = planValidation(options, stepsPerEpoch);
  const directions = directionsOf(terms, validation);
  const { earlyStopping, reduceOnPlateau, nonFinite = 'throw', skipLimit = 10 } = options;
  if (earlyStopping) {
    checkOptions('train.earlyStopping', earlyStopping, EARLY_STOPPING_NAMES);
    checkMonitor('earlyStopping', earlyStopping.monitor ?? 'loss', directions);
  }
  if (reduceOnPlateau) {
    checkOptions('train.reduceOnPlateau', reduceOnPlateau, ['schedule', 'monitor']);
    checkMonitor('reduceOnPlateau', reduceOnPlateau.monitor ?? 'loss', directions);
  }
  if (!POLICIES.includes(nonFinite)) {
    throw rangeError('train', `nonFinite out of ${POLICIES.join(', ')}`, nonFinite);
  }
  return {
    definition: { model: asModel(options.model), loss, penalty, optimizer },
    terms,
    batches,
    stepsPerEpoch,
    steps: options.steps === undefined ? Number.POSITIVE_INFINITY : checkCount('steps', options.steps),
    epochSteps:
      options.epochs === undefined
        ? Number.POSITIVE_INFINITY
        : stepsOfEpochs('epochs', options.epochs, stepsPerEpoch),
    milliseconds: milliseconds ?? Number.POSITIVE_INFINITY,
    clock: options.clock ?? (() => performance.now()),
    readEvery: checkCount('readEvery', readEvery),
    checkpointEvery:
      options.checkpointEvery === undefined
        ? Number.POSITIVE_INFINITY
        : checkCount('checkpointEvery', options.checkpointEvery),
    onFailure: options.onFailure,
    validation,
    earlyStopping:
      earlyStopping && checkedEarlyStopping(earlyStopping, directions[earlyStopping.monitor ?? 'loss']),
    plateau: reduceOnPlateau && {
      schedule: reduceOnPlateau.schedule,
      monitor: reduceOnPlateau.monitor ?? 'loss',
    },
    nonFinite,
    skipLimit: checkCount('skipLimit', skipLimit),
    norms: options.norms ?? false,
    signal: options.signal,
  };
}
