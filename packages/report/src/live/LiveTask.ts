import type { InterimTask, PlannedTask, RunRecord } from '@losskit/study';
import type { TopLevelSpec } from 'vega-lite';

/** All that a page shows of a task while it is compared. */
export interface LiveTask {
  readonly plan: PlannedTask;
  /** By the runs so far; undefined before every loss has one. */
  readonly interim: InterimTask | undefined;
  /** All runs that ended, those of the search too, in that order. */
  readonly records: readonly RunRecord[];
  /** Why it cannot be compared; undefined where it can. */
  readonly problem: string | undefined;
}

/** A part of a live page: markup, and the figures that its places with these ids are for. */
export interface LiveSection {
  readonly id: string;
  readonly markup: string;
  readonly figures: Readonly<Record<string, TopLevelSpec>>;
}
