import { ArgumentRangeError, checkOptions, LosskitError, rangeError, typeError } from '@losskit/errors';

import { COMPILE_POLICIES } from '../engine/compilePolicies.ts';
import type { NonFinitePolicy, TrainOptions } from './TrainOptions.ts';

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
  compile: true,
  fusedMultiplyAdd: true,
  threads: true,
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

/** Whether an option is an object with these members. */
function hasMembers(value: unknown, members: Readonly<Record<string, string>>): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(members).every(([name, type]) => typeof Reflect.get(value, name) === type);
}

/** Refuses a count that is given and isn't one. */
export function checkCount(name: string, value: unknown): void {
  if (value === undefined || (Number.isInteger(value) && Number(value) >= 1)) return;
  throw rangeError('train', `${name} to be an integer >= 1`, value);
}

const TYPES = { function: 'a function', boolean: 'true or false', string: 'a string' } as const;

function checkType(name: string, value: unknown, type: keyof typeof TYPES): void {
  if (value === undefined || typeof value === type) return;
  throw typeError('train', `${name} to be ${TYPES[type]}`, value);
}

function checkSignal(signal: unknown): void {
  if (signal === undefined || hasMembers(signal, { aborted: 'boolean' })) return;
  const isController = hasMembers(signal, { signal: 'object', abort: 'function' });
  const what = `signal to be an AbortSignal${isController ? ', the controller’s .signal' : ''}`;
  throw typeError('train', what, signal);
}

function checkValidation(validation: TrainOptions['validation']): void {
  if (validation === undefined) return;
  checkOptions('train.validation', validation, VALIDATION_NAMES);
  const { everySteps, everyEpochs, metrics } = validation;
  if (everySteps !== undefined && everyEpochs !== undefined) {
    throw new ArgumentRangeError('train: expected validation.everySteps or everyEpochs, got both.');
  }
  checkCount('validation.everySteps', everySteps);
  checkCount('validation.everyEpochs', everyEpochs);
  if (metrics !== undefined && !hasMembers(metrics, { directions: 'object', create: 'function' })) {
    throw typeError('train', 'validation.metrics to be what foldMetrics makes of metrics', metrics);
  }
}

function checkMonitors({ earlyStopping, reduceOnPlateau }: TrainOptions): void {
  if (earlyStopping !== undefined) {
    checkOptions('train.earlyStopping', earlyStopping, EARLY_STOPPING_NAMES);
    checkType('earlyStopping.monitor', earlyStopping.monitor, 'string');
    checkType('earlyStopping.mode', earlyStopping.mode, 'string');
    checkType('earlyStopping.restoreBest', earlyStopping.restoreBest, 'boolean');
  }
  if (reduceOnPlateau !== undefined) {
    checkOptions('train.reduceOnPlateau', reduceOnPlateau, ['schedule', 'monitor']);
    const { schedule, monitor } = reduceOnPlateau;
    checkType('reduceOnPlateau.monitor', monitor, 'string');
    if (!hasMembers(schedule, { start: 'object', next: 'function' })) {
      throw typeError('train', 'reduceOnPlateau.schedule to be what reduceOnPlateau() makes', schedule);
    }
  }
}

function checkResume(resume: unknown): void {
  if (resume === undefined) return;
  const isState =
    hasMembers(resume, { step: 'number', progress: 'object' }) &&
    Reflect.get(Object(resume), 'tensors') instanceof Map;
  if (isState) return;
  const what = `resume to be a state that progress.state() gave${resume instanceof Promise ? ', awaited' : ''}`;
  throw new LosskitError('checkpoint-malformed', typeError('train', what, resume).message);
}

/**
 * Checks the options that stand on their own; model, loss, optimizer and batches are checked where they are
 * taken.
 *
 * @throws RangeError or TypeError that names the option.
 */
export function checkTrainOptions(options: TrainOptions): void {
  checkOptions('train', options, Object.keys(OPTION_NAMES));
  const { milliseconds, nonFinite, compile, threads } = options;
  for (const name of ['steps', 'epochs', 'readEvery', 'checkpointEvery', 'skipLimit'] as const) {
    checkCount(name, options[name]);
  }
  if (milliseconds !== undefined && !(typeof milliseconds === 'number' && milliseconds > 0)) {
    throw rangeError('train', 'milliseconds > 0', milliseconds);
  }
  for (const name of ['penalty', 'clock', 'onFailure'] as const) checkType(name, options[name], 'function');
  for (const name of ['norms', 'fusedMultiplyAdd'] as const) checkType(name, options[name], 'boolean');
  checkSignal(options.signal);
  checkValidation(options.validation);
  checkMonitors(options);
  if (nonFinite !== undefined && !POLICIES.includes(nonFinite)) {
    throw rangeError('train', `nonFinite out of ${POLICIES.join(', ')}`, nonFinite);
  }
  if (compile !== undefined && !COMPILE_POLICIES.includes(compile)) {
    throw rangeError('train', `compile out of ${COMPILE_POLICIES.join(', ')}`, compile);
  }
  if (threads !== undefined && threads !== 1 && threads !== 2) {
    throw rangeError('train', 'threads to be 1 or 2', threads);
  }
  checkResume(options.resume);
}
