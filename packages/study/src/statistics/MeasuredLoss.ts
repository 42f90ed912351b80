import type { Sampling } from '@losskit/tasks';

import type { ExactFit, Search } from '../result.ts';
import type { Margin } from './marginOf.ts';

/** A loss and its runs so far, in the order of the seeds. */
export interface MeasuredLoss {
  readonly loss: string;
  readonly learningRate: number;
  readonly search: Search;
  /** By metric, one per seed; null where the run has none. */
  readonly values: Readonly<Record<string, readonly (number | null)[]>>;
  /** By metric, that of the trivial model of the same seeds; null where it is unknown. */
  readonly trivial: Readonly<Record<string, readonly (number | null)[]>>;
  /** Why a run did not finish; empty where it did. */
  readonly reasons: readonly string[];
  /** Digests of the final weights; empty where there are none. */
  readonly weights: readonly string[];
  /** Whether every run had come to rest. */
  readonly converged: boolean;
  /** By seed, the ranking metric without each group of test rows in turn; empty where rows are not a source of chance. */
  readonly jackknife: readonly (readonly number[])[];
  readonly exact: ExactFit | null;
}

/** How losses are ranked. */
export interface Ranking {
  readonly metric: string;
  readonly higherIsBetter: boolean;
  readonly confidence: number;
  /** Of the ranking metric. */
  readonly bounds?: readonly [number, number] | undefined;
  boundsOf(metric: string): readonly [number, number] | undefined;
  /** 1 / test rows where the metric counts rows, else 0. */
  readonly resolution: number;
  /** Variance of a mean over so many seeds by that of one seed. */
  variance(seeds: number): number;
  readonly sampling: Sampling;
  /** As it was asked for. */
  readonly margin: Margin | undefined;
  readonly baseline: string | undefined;
  readonly seeds: number | 'auto';
}
