import type { Case } from '../cases/Case.ts';
import type { Effort } from '../measure/measureCase.ts';
import type { Contestant } from '../protocol/Session.ts';
import type { Threads } from '../protocol/threads.ts';
import type { CaseResult, Growth, MemoryUse } from '../result/BenchResult.ts';
import type { SuiteName } from '../suite-names.ts';

/** What a suite works with. */
export interface SuiteContext {
  readonly contestants: readonly Contestant[];
  readonly threads: Threads;
  /** Node and the script of the losskit command. */
  readonly losskit: readonly string[];
  /** Tells that a part begins; whether it is wanted. */
  readonly begin: (part: string) => boolean;
  /** Measures a case of the suite, if it is wanted, and tells about it. */
  readonly measure: (given: Case, choice?: MeasureChoice) => Promise<CaseResult>;
  /** A folder for files that are thrown away. */
  readonly folder: string;
}

export interface MeasureChoice {
  /** Default: those of the context. */
  readonly contestants?: readonly Contestant[];
  readonly effort?: Partial<Effort>;
}

/** A part of the benchmark that can be asked for by name. */
export interface Suite {
  readonly name: SuiteName;
  /** What it measures, as a phrase. */
  readonly description: string;
  /** Which threads its peers use: as asked for, or always the same. */
  readonly threads: Threads | 'as asked';
  /** Names of what it measures, in order. */
  readonly parts: (threads: Threads) => readonly string[];
  readonly run: (context: SuiteContext) => Promise<SuiteFindings>;
}

/** What a suite finds beside the results of its cases. */
export interface SuiteFindings {
  readonly growth?: readonly Growth[];
  readonly memory?: readonly MemoryUse[];
}
