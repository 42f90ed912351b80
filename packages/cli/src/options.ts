import { availableParallelism } from 'node:os';
import { BACKEND_NAMES, parseBackendName } from '@losskit/backends/names';
import { LosskitError, withNearestName } from '@losskit/errors';
import type { Language } from '@losskit/report';
import { COMPARE_LIMITS } from '@losskit/study/limits';
import { COMPILE_POLICIES, type CompilePolicy } from '@losskit/trainer/compile-policies';
import { Option } from 'commander';

function wrong(message: string): LosskitError {
  return new LosskitError('option-invalid', message);
}

/** Reads a whole number that must not be below `min`, nor above `max`. */
export function parseInteger(option: string, min: number, max?: number): (text: string) => number {
  const range = max === undefined ? `of at least ${min}` : `from ${min} to ${max}`;
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isSafeInteger(value) && value >= min && value <= (max ?? value))
      return value;
    throw wrong(`${option}: expected a whole number ${range}, got '${text}'.`);
  };
}

/** Reads a finite number above 0. */
export function parsePositive(option: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
    throw wrong(`${option}: expected a number above 0, got '${text}'.`);
  };
}

/** Reads the number of seeds, or the word that leaves it to a race. */
export function parseSeeds(text: string): number | 'auto' {
  const seeds = Number(text);
  if (text === 'auto') return text;
  if (text.trim() !== '' && Number.isInteger(seeds) && seeds >= 1 && seeds <= COMPARE_LIMITS.seeds)
    return seeds;
  throw wrong(`--seeds: expected auto or a whole number from 1 to ${COMPARE_LIMITS.seeds}, got '${text}'.`);
}

/** Reads a difference that matters: a number of at least 0, or such a percentage. */
export function parseMargin(text: string): number | `${number}%` {
  const [, digits = '', percent] = /^([^%]*)(%?)$/s.exec(text.trim()) ?? [];
  const margin = Number(digits);
  if (digits.trim() !== '' && Number.isFinite(margin) && margin >= 0) {
    return percent === '%' ? `${margin}%` : margin;
  }
  throw wrong(`--margin: expected a number of at least 0 or a percentage such as 2%, got '${text}'.`);
}

/** Reads names separated by commas, or as `split` finds them. */
export function parseNames(
  option: string,
  split = (text: string): readonly string[] => text.split(','),
): (text: string) => string[] {
  return (text) => {
    const names = split(text)
      .map((name) => name.trim())
      .filter(Boolean);
    if (names.length > 0) return names;
    throw wrong(`${option}: expected names separated by commas, got '${text}'.`);
  };
}

/** Reads whole numbers of at least 1, separated by commas. */
export function parseSizes(option: string): (text: string) => number[] {
  return (text) => text.split(',').map((size) => parseInteger(option, 1)(size));
}

/** Runs at the same time when the user says nothing: one per core, 8 at most. */
function defaultJobs(): number {
  return Math.max(1, Math.min(availableParallelism(), 8));
}

export const jobsOption = (): Option =>
  new Option('--jobs <n>', 'runs at the same time')
    .default(defaultJobs())
    .argParser(parseInteger('--jobs', 1, COMPARE_LIMITS.jobs));

export const backendOption = (): Option =>
  new Option('--backend <name>', BACKEND_NAMES.join(', '))
    .default('auto', 'auto')
    .argParser(parseBackendName);

function parseCompilePolicy(text: string): CompilePolicy {
  const found = COMPILE_POLICIES.find((policy) => policy === text);
  if (found) return found;
  throw wrong(
    `--compile: expected one of ${COMPILE_POLICIES.join(', ')}, got ${withNearestName(text, COMPILE_POLICIES)}.`,
  );
}

export const compileOption = (): Option =>
  new Option('--compile <how>', 'compiled training steps: auto, where they can be had, off, or require')
    .default('auto', 'auto')
    .argParser(parseCompilePolicy);

/**
 * Chinese where the machine speaks it, else English. The variables first: Node does not take the language
 * from all of them.
 */
function defaultLanguage(): Language {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  const locale = LC_ALL || LC_MESSAGES || LANG || new Intl.DateTimeFormat().resolvedOptions().locale;
  return locale.startsWith('zh') ? 'zh' : 'en';
}

export const languageOption = (of = 'language of the report'): Option =>
  new Option('--lang <language>', of)
    .choices(['zh', 'en'])
    .default(defaultLanguage(), 'as the machine speaks');

function parseThreads(text: string): 1 | 2 {
  if (text === '1') return 1;
  if (text === '2') return 2;
  throw wrong(`--threads: expected 1 or 2, got '${text}'.`);
}

export const threadsOption = (): Option =>
  new Option('--threads <n>', 'threads that share a compiled step, 1 or 2, to the same bits')
    .default(1)
    .argParser(parseThreads);

export const epochsOption = (): Option =>
  new Option('--epochs <n>', "passes over the training part (default: the task's own)").argParser(
    parseInteger('--epochs', 1),
  );

/** The loss that a command cannot do without. Not left to commander, which would say so before it names a mistyped option. */
export function requiredLoss(loss: string | undefined): string {
  if (loss !== undefined) return loss;
  throw wrong('--loss: expected a loss, such as --loss huber (losskit list has them), got none.');
}

/** How `train` and `find-learning-rate` name the loss. */
export const LOSS_FORMS = 'a loss, with options and penalties if wanted: huber:delta=0.2, mse+l2Penalty';
