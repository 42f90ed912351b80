import { availableParallelism } from 'node:os';
import { type BackendName, parseBackendName } from '@losskit/backends';
import { LosskitError } from '@losskit/errors';
import { parseTaskName, type TaskName, type TaskSource } from '@losskit/study';
import { Option } from 'commander';

/** Reads a whole number that must not be below `least`. */
export function parseInteger(option: string, least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isSafeInteger(value) && value >= least) return value;
    throw new LosskitError(
      'option-invalid',
      `${option}: expected a whole number of at least ${least}, got '${text}'.`,
    );
  };
}

/** Reads a finite number above 0. */
export function parsePositive(option: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
    throw new LosskitError('option-invalid', `${option}: expected a number above 0, got '${text}'.`);
  };
}

/** Reads names separated by commas. */
export function parseNames(option: string): (text: string) => string[] {
  return (text) => {
    const names = text
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean);
    if (names.length > 0) return names;
    throw new LosskitError('option-invalid', `${option}: expected names separated by commas, got '${text}'.`);
  };
}

/** Runs at the same time when the user says nothing: one per core, 8 at most. */
export function defaultJobs(): number {
  return Math.max(1, Math.min(availableParallelism(), 8));
}

/** The options that name data in place of the embedded ones. */
export interface DataOptions {
  readonly csv?: string;
  readonly features?: string[];
  readonly target?: string;
  readonly data?: string;
}

export const dataOptions = (): Option[] => [
  new Option('--csv <file>', "linear: a CSV file with a header line, in place of the embedded task's data"),
  new Option('--features <names>', 'linear: its columns to predict from, separated by commas').argParser(
    parseNames('--features'),
  ),
  new Option('--target <name>', 'linear: its column to predict'),
  new Option(
    '--data <folder>',
    'fruit: photographs (JPEG, PNG) by class folder, or train/ and test/ of such',
  ),
];

export const backendOption = (): Option =>
  new Option('--backend <name>', 'auto, cpu, wasm or native')
    .default('auto', 'auto')
    .argParser(parseBackendName);

export const epochsOption = (): Option =>
  new Option('--epochs <n>', "passes over the training part (default: the task's own)").argParser(
    parseInteger('--epochs', 1),
  );

export type { BackendName };

function wrong(message: string): LosskitError {
  return new LosskitError('option-invalid', message);
}

function linearSource({ csv, features, target }: DataOptions): TaskSource {
  if (csv === undefined) {
    if (features || target)
      throw wrong('linear: expected --csv FILE with --features and --target, got none.');
    return { task: 'linear' };
  }
  if (!features) throw wrong('linear: expected --features a,b with --csv, got none.');
  if (target === undefined) throw wrong('linear: expected --target NAME with --csv, got none.');
  return { task: 'linear', csv, features, target };
}

/** The task and its data, as the user's words name them. */
export function taskSources(names: readonly string[], options: DataOptions): TaskSource[] {
  const tasks: TaskName[] = [...new Set(names.map(parseTaskName))];
  if (options.csv !== undefined && !tasks.includes('linear')) {
    throw wrong('--csv: expected with the task linear, got without it.');
  }
  if (options.data !== undefined && !tasks.includes('fruit')) {
    throw wrong('--data: expected with the task fruit, got without it.');
  }
  return tasks.map((task) => {
    if (task === 'linear') return linearSource(options);
    return options.data === undefined ? { task } : { task, folder: options.data };
  });
}
