import type { BackendName, PreparedBackend } from '@losskit/backends';
import { checkOptions, rangeError, typeError } from '@losskit/errors';
import type { FileSystem } from '@losskit/files';
import type { GivenLoss, KindName, Task, TrainingOptions } from '@losskit/tasks';
import { COMPILE_POLICIES, type CompilePolicy } from '@losskit/trainer/compile-policies';

import { COMPARE_LIMITS } from './compareLimits.ts';
import type { OpenExecutor } from './execute/Executor.ts';
import type { AskedLoss } from './lossesToCompare.ts';
import type { CompareProgress } from './progressMeter.ts';
import type { ComparisonConfig } from './RecordedConfig.ts';
import type { RunRecord } from './RunRecord.ts';
import type { TaskPreview, TaskProblem, TaskResult } from './result.ts';
import type { Tuning } from './search/tuning.ts';
import { type Margin, marginOf } from './statistics/marginOf.ts';
import type { UnusableRun } from './store/RunStore.ts';
import type { StressLevels } from './stress/planStress.ts';

/** Options of `compare`. Those of training hold for every task, in place of the task's own. */
export interface CompareOptions extends TrainingOptions {
  /** Tasks that `defineTask` made, or names of built-in ones. */
  readonly tasks: readonly (Task | string)[];
  /**
   * Losses of losskit, with options or penalties or without, their names, or functions of one's own with a name; `'common'`
   * stands for the task's own or usual ones and `'all'` for every one that fits. Default `['common']`.
   */
  readonly losses?: readonly AskedLoss[] | undefined;
  /**
   * Number of paired repetitions, at most 10,000: seeds 0 … seeds − 1, with a look half-way from 10 on, at which what is told
   * stops. `'auto'`: looks at 5, 10 and 20. Default 10.
   */
  readonly seeds?: number | 'auto' | undefined;
  /** A difference in the ranking metric that matters: a number ≥ 0 in its unit, or a percentage of the best as `'2%'`. Default: 0.01 of
   * a metric that ends at 1, 2 % of the best of others. */
  readonly margin?: Margin | undefined;
  /** One of the losses, to which differences are shown as well. */
  readonly baseline?: GivenLoss | undefined;
  /** Values of options that are tried together with the learning rates, by loss: `{ huber: { delta: [0.05, 0.2, 1] } }`. */
  readonly tune?: Tuning | undefined;
  /**
   * Makes the training part of each task worse, level by level, where the kind of target has it: `{ outliers: [0, 0.05, 0.2] }`. The
   * test part stays clean. Default: nothing.
   */
  readonly stress?: StressLevels | undefined;
  /**
   * Whether the result says why losses differ, for the six best of each task on its first seed: curves over the residual or margin,
   * gradients, the way between solutions, reliability, disagreements. Takes about as long as a run of each. Default false.
   */
  readonly explain?: boolean | undefined;
  /** Runs at the same time, at most 256: 1 is this process, more are child processes. Default 1. */
  readonly jobs?: number | undefined;
  /**
   * Opens what runs the requests in place of this process and its children, such as a queue that other machines work on; `jobs` then
   * counts for nothing. Default: nothing.
   */
  readonly openExecutor?: OpenExecutor | undefined;
  /** Default `'auto'`. */
  readonly backend?: BackendName | undefined;
  /** Whether steps are compiled; see `train`. Default `'auto'`. */
  readonly compile?: CompilePolicy | undefined;
  /**
   * `import.meta.url` of the script, which child processes then run up to its first comparison, to find its tasks and losses.
   * Needed with `jobs` for tasks and losses that only the script has.
   */
  readonly module?: string | undefined;
  /**
   * Folder that keeps finished runs and, at the end, what `writeStudy` writes; the same comparison continues
   * there after an interruption. No other process can write it meanwhile (`folder-in-use`).
   */
  readonly folder?: string | undefined;
  /** What reads and writes the folder. Default: the real file system. */
  readonly files?: FileSystem | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called once for each task with the backend that it is trained on. */
  readonly onBackend?: ((task: string, backend: PreparedBackend) => void) | undefined;
  /** Called when the folder holds runs of the same comparison, interrupted or finished, that need not be done again. */
  readonly onContinue?: (() => void) | undefined;
  /** Called once with the files of an interrupted comparison in the folder that are not used, and whose runs are done again. */
  readonly onUnusable?: ((runs: readonly UnusableRun[]) => void) | undefined;
  /** Called for a task that cannot be compared, as soon as that is known; the others go on. */
  readonly onProblem?: ((problem: TaskProblem) => void) | undefined;
  readonly onProgress?: ((progress: CompareProgress) => void) | undefined;
  /** Called once, before the first run, with all that is known then. */
  readonly onPlan?: ((plan: ComparisonPlan) => void) | undefined;
  /**
   * Called whenever all losses of a task have one seed more, with what its runs so far would come to, and once with the task's final
   * result. To be shown: nothing that is decided here changes for it, and no claim holds for what is not final. Default: nobody
   * asks, and nothing is computed.
   */
  readonly onInterim?: ((interim: InterimTask) => void) | undefined;
}

/** What a comparison is about to do. */
export interface ComparisonPlan {
  readonly config: ComparisonConfig;
  readonly tasks: readonly PlannedTask[];
}

/** What is known of a task before its first run. */
export interface PlannedTask {
  readonly task: string;
  readonly kind: KindName;
  readonly losses: readonly string[];
  /** The metric that ranks. */
  readonly metric: string;
  /** What chooses learning rates on the validation part. */
  readonly selectionMetric: { readonly name: string; readonly higherIsBetter: boolean };
  /** What the curves of runs show of the validation part. */
  readonly curveMetric: { readonly name: string; readonly higherIsBetter: boolean };
  readonly preview: TaskPreview;
}

/** The result of a task by the runs so far. */
export interface InterimTask {
  readonly isFinal: boolean;
  /** As many seeds as every loss has that is not stopped. */
  readonly seeds: number;
  readonly result: TaskResult;
  /** The runs that it was made of. */
  readonly runs: readonly RunRecord[];
}

const OPTION_NAMES: Readonly<Record<keyof CompareOptions, true>> = {
  tasks: true,
  losses: true,
  seeds: true,
  margin: true,
  baseline: true,
  tune: true,
  stress: true,
  explain: true,
  jobs: true,
  openExecutor: true,
  backend: true,
  compile: true,
  module: true,
  folder: true,
  files: true,
  signal: true,
  onBackend: true,
  onContinue: true,
  onUnusable: true,
  onProblem: true,
  onProgress: true,
  onPlan: true,
  onInterim: true,
  optimizer: true,
  schedule: true,
  learningRates: true,
  batchSize: true,
  epochs: true,
  steps: true,
  minEpochs: true,
};

export const DEFAULT_SEEDS = 10;

/** Seeds on which learning rates are tried: none that a comparison reports. */
export const SEARCH_SEEDS = Array.from({ length: 5 }, (_, index) => COMPARE_LIMITS.seeds + index);

function checkSeeds(seeds: number | 'auto'): void {
  if (seeds === 'auto' || (Number.isInteger(seeds) && seeds >= 1 && seeds <= COMPARE_LIMITS.seeds)) return;
  throw rangeError('compare', `seeds to be an integer from 1 to ${COMPARE_LIMITS.seeds} or 'auto'`, seeds);
}

/** Refuses options that are unknown or out of range, before anything is loaded. @throws RangeError */
export function checkCompareOptions(options: CompareOptions): void {
  checkOptions('compare', options, Object.keys(OPTION_NAMES));
  const { seeds = DEFAULT_SEEDS, jobs = 1, margin, compile, explain = false } = options;
  checkSeeds(seeds);
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > COMPARE_LIMITS.jobs)
    throw rangeError('compare', `jobs to be an integer from 1 to ${COMPARE_LIMITS.jobs}`, jobs);
  if (compile !== undefined && !COMPILE_POLICIES.includes(compile)) {
    throw rangeError('compare', `compile out of ${COMPILE_POLICIES.join(', ')}`, compile);
  }
  if (typeof explain !== 'boolean') throw typeError('compare', 'explain to be true or false', explain);
  // The margin itself takes the best loss; this only looks at how it is written.
  marginOf(margin, 0, undefined);
}
