import type { CompilePolicy } from '@losskit/trainer';

import type { Verdict } from './Verdict.ts';

/** How verdicts come about, in words. */
export interface MethodWords {
  /** What the signs and words of a table mean, in one or two sentences. */
  readonly legend: string;
  readonly verdicts: Readonly<Record<Verdict, string>>;
  /** What everything rests on, by heading. */
  readonly notes: Readonly<Record<string, string>>;
}

/** Everything needed to repeat a comparison. */
export interface ComparisonConfig {
  readonly tasks: readonly TaskConfig[];
  readonly losses: readonly string[];
  /** The seeds that a loss can be given, in their order; a race may stop before. */
  readonly seeds: readonly number[];
  readonly confidence: number;
  /** Of what matters, as it was asked for: a number in the metric's unit, or a percentage of the best; `default` of each metric. */
  readonly margin: number | string;
  /** Whether steps were to be compiled; absent where it was left to what can be. */
  readonly compile?: CompilePolicy;
  readonly baseline: string | null;
  /** Options that were tuned, by loss; absent where none were. */
  readonly tune?: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;
  readonly method: MethodWords;
  readonly versions: Readonly<Record<string, string>>;
  readonly platform: string;
}

/** How one task is trained; the same for each of its losses. */
export interface TaskConfig {
  readonly task: string;
  /** Where another process finds the task: built in, in a file or a module; `script` where only the script has it. */
  readonly data: Readonly<Record<string, string | readonly string[] | readonly number[]>>;
  readonly model: string;
  readonly parameters: number;
  readonly optimizer: string;
  readonly schedule: string;
  readonly batchSize: number;
  readonly epochs: number;
  readonly learningRates: readonly number[];
  /** Seeds on which learning rates are tried, none of which is reported. */
  readonly searchSeeds: readonly number[];
  /** Where it was trained, with engine, version and threads: `wasm (tfjs 4.22.0, 1 thread)`. */
  readonly backend: string;
}
